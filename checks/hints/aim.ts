// To whom a sending was addressed, in words.
import type { Delivery, RoomName } from "#trace/delivery.ts";
import { list } from "../verdict.ts";

/** "to everybody", "to the room `red`", "to Ada alone", with who was left out. */
export function aimWords(delivery: Delivery): string {
  if (delivery.by === "emit") return `to ${delivery.to} alone`;
  const { rooms, except } = delivery;
  const left = except.length === 0 ? "" : ` but ${list(except.map(roomWords))}`;
  if (rooms.length === 0) return `to everybody${left}`;
  return `to ${roomsWords(rooms)}${left === "" ? "" : `, leaving out ${left.slice(5)}`}`;
}

/** "the rooms `red` and `blue`". */
export function roomsWords(rooms: readonly RoomName[]): string {
  if (rooms.length < 2 || rooms.some(({ of }) => of !== undefined))
    return list(rooms.map(roomWords));
  return `the rooms ${list(rooms.map(({ room }) => `\`${room}\``))}`;
}

/** " In the room `red` were Ada and Bob at that moment."; nothing of rooms that are one socket’s own. */
export function membersWords(rooms: readonly RoomName[], members: readonly string[]): string {
  if (rooms.every(({ of }) => of !== undefined)) return "";
  const names = [...new Set(members)];
  return ` In ${roomsWords(rooms)} ${names.length < 2 ? "was" : "were"} ${list(names)} at that moment.`;
}

/** Ada’s socket, for the room that is hers alone. */
const roomWords = ({ room, of }: RoomName): string =>
  of === undefined ? `the room \`${room}\`` : `${of}’s socket`;
