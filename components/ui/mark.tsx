// A mark: a colour, a shape and an initial together, so that no one of the three has to be seen to tell who is who.
import "./mark.css";

const SHAPES = [
  "M12 1.5a10.5 10.5 0 1 0 0 21a10.5 10.5 0 1 0 0 -21z",
  "M6.5 2h11a4.5 4.5 0 0 1 4.5 4.5v11a4.5 4.5 0 0 1 -4.5 4.5h-11a4.5 4.5 0 0 1 -4.5 -4.5v-11a4.5 4.5 0 0 1 4.5 -4.5z",
  "M12 1L23.2 9.3L18.9 22.6H5.1L0.8 9.3z",
  "M12 0L24 12L12 24L0 12z",
  "M12 0.5L24 22.8H0z",
  "M6 1.8h12L24 12L18 22.2H6L0 12z",
  "M3.5 2h17a1.5 1.5 0 0 1 1.5 1.5v8a10 11 0 0 1 -20 0v-8a1.5 1.5 0 0 1 1.5 -1.5z",
  "M0 1.2h24L12 23.5z",
];
// Where the middle of a shape's body is, for the initial.
const MIDDLES = [12, 12, 12.8, 12, 15.4, 12, 11.4, 8.4];

/** `mark` picks colour and shape. Beside a name it says nothing new, and is silent. */
export function Mark({
  mark,
  name,
  size = 22,
}: {
  readonly mark: number;
  readonly name: string;
  readonly size?: number;
}) {
  const shape = mark % SHAPES.length;
  const isNarrow = shape === 4 || shape === 7;
  return (
    <svg
      className="mark"
      data-mark={shape}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      <path d={SHAPES[shape]} />
      <text x="12" y={MIDDLES[shape]} fontSize={isNarrow ? 10 : 12}>
        {String.fromCodePoint(name.codePointAt(0) ?? 63).toUpperCase()}
      </text>
    </svg>
  );
}
