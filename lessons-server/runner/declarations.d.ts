// Parts of packages that have no types of their own, as far as the runner uses them.
declare module "mime-types" {
  type Ask = (text: string) => string | false;
  const mime: { lookup: Ask; contentType: Ask; extension: Ask; charset: Ask };
  export default mime;
}
