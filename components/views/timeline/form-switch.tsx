// In which form the timeline is shown: remembered from one lesson to the next.
"use client";
import { useCallback, useEffect, useState } from "react";
import styles from "./timeline.module.css";

export type Form = "lanes" | "lines";

const KEY = "timeline-form";
const FORMS: readonly (readonly [form: Form, label: string])[] = [
  ["lanes", "Lanes"],
  ["lines", "Lines"],
];

/** `given` stands instead of what is remembered. */
export function useForm(given: Form | undefined): readonly [Form, (form: Form) => void] {
  const [form, setForm] = useState<Form>(given ?? "lanes");
  useEffect(() => {
    if (given === undefined && localStorage.getItem(KEY) === "lines") setForm("lines");
  }, [given]);
  const choose = useCallback((next: Form) => {
    setForm(next);
    localStorage.setItem(KEY, next);
  }, []);
  return [form, choose];
}

export const FormSwitch = ({
  form,
  onChange,
}: {
  readonly form: Form;
  readonly onChange: (form: Form) => void;
}) => (
  <div className={styles.forms} role="group" aria-label="Form of the timeline">
    {FORMS.map(([one, label]) => (
      <button key={one} type="button" aria-pressed={one === form} onClick={() => onChange(one)}>
        {label}
      </button>
    ))}
  </div>
);
