// The index of the API: each member in one line, where it is taught, and a line of code to take away.
import styles from "./api-list.module.css";
import { CopyArea } from "./copy-area.tsx";

type Member = {
  readonly id: string;
  readonly name: string;
  readonly says: string;
  readonly code: string;
  readonly taught: {
    readonly href: string;
    readonly lesson: number;
    readonly title: string;
    readonly section?: string;
    readonly isWritten: boolean;
  };
};

export type ApiGroup = {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly members: readonly Member[];
};

export function ApiList({ groups }: { readonly groups: readonly ApiGroup[] }) {
  return (
    <CopyArea>
      <nav className={styles.groups} aria-label="Objects">
        {groups.map(({ id, title, members }) => (
          <a key={id} href={`#${id}`}>
            {title} <small>{members.length}</small>
          </a>
        ))}
      </nav>
      {groups.map(({ id, title, says, members }) => (
        <section key={id} className={styles.group} aria-labelledby={id}>
          <h2 id={id}>{title}</h2>
          <p>{says}</p>
          <ul>
            {members.map((member) => (
              <Row key={member.id} {...member} />
            ))}
          </ul>
        </section>
      ))}
    </CopyArea>
  );
}

function Row({ id, name, says, code, taught }: Member) {
  return (
    <li id={id} className={styles.member}>
      <h3>
        <a href={`#${id}`}>
          <code>{name}</code>
        </a>
      </h3>
      <p>{says}</p>
      <p className={styles.taught}>
        <a href={taught.href}>
          Lesson {taught.lesson}: {taught.section ?? taught.title}
        </a>
        {!taught.isWritten && ", being written"}
      </p>
      <div className={styles.snippet}>
        <pre>
          <code id={`${id}-code`}>{code}</code>
        </pre>
        <button type="button" data-copy={`${id}-code`} aria-label={`Copy the line with ${name}`}>
          Copy
        </button>
      </div>
    </li>
  );
}
