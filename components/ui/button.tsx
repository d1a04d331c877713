// The three buttons of the site: the one that matters, the others, and those that are only a sign.
import type { ButtonHTMLAttributes } from "react";
import styles from "./button.module.css";

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className"> & {
  readonly look?: "main" | "quiet" | "sign" | "small";
};

export function Button({ look = "quiet", type = "button", ...rest }: Props) {
  return <button {...rest} type={type} className={styles[look]} />;
}
