import styles from "./page.module.css";

const people = [
  {
    name: "Alice",
    shape: styles.alice,
    got: false,
    why: "she is the sender; broadcast leaves her socket out",
  },
  { name: "Bob", shape: styles.bob, got: true, why: "he is connected to this namespace" },
  { name: "Carol", shape: styles.carol, got: true, why: "so is she, by long polling" },
];

export default function HomePage() {
  return (
    <>
      <header className={styles.header}>
        <span className={styles.badge}>101</span> Sockets 101
      </header>
      <main className={styles.main}>
        <div className={styles.opening}>
          <div>
            <h1>See whom your server talks to, whom it leaves out, and why.</h1>
            <p className={styles.lede}>
              Sockets 101 is a course on HTTP, WebSocket and Socket.IO. You edit a real server and
              press Run; Alice, Bob and Carol, three real clients, connect to it; and every event
              between them can be paused, stepped back and opened down to its bytes.
            </p>
            <p>
              <code>101 Switching Protocols</code> is the status line with which a server agrees to
              stop speaking HTTP. The course starts there.
            </p>
          </div>
          <Deliveries />
        </div>
        <Today />
        <Promises />
      </main>
      <footer className={styles.footer}>Sockets 101 is free software under the MIT licence.</footer>
    </>
  );
}

function Deliveries() {
  return (
    <figure className={styles.figure}>
      <code className={styles.line}>socket.broadcast.emit("chat", "hi")</code>
      <table className={styles.deliveries}>
        <tbody>
          {people.map(({ name, shape, got, why }) => (
            <tr key={name}>
              <th scope="row">
                <span className={`${styles.who} ${shape}`} aria-hidden="true">
                  {name[0]}
                </span>
                {name}
              </th>
              <td className={got ? styles.received : styles.silent}>
                {got ? "received" : "not sent"}
              </td>
              <td>{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <figcaption>
        A drawing of the idea. In a lesson it will be a recording of your own run.
      </figcaption>
    </figure>
  );
}

function Today() {
  return (
    <section className={styles.today}>
      <div>
        <h2>What runs today</h2>
        <p>
          The lessons are still being made, and this page is all of the site there is. The engine
          beneath them runs from the terminal: it takes a Socket.IO server file, runs it in a
          sandbox where it can reach nothing of your machine, and prints what happens on every
          connection, in order, as it is recorded.
        </p>
        <p>
          Then point any Socket.IO client at <code>http://localhost:4000</code>.{" "}
          <span className={styles.keys}>Ctrl-C</span> stops it.
        </p>
      </div>
      <pre className={styles.terminal}>
        <code>
          <span>$ </span>
          {"npm run sandbox -- \\\n    path/to/server.js --port 4000 --trace"}
        </code>
      </pre>
    </section>
  );
}

function Promises() {
  return (
    <div className={styles.promises}>
      <section>
        <h3>Nothing is staged</h3>
        <p>
          What the lessons show will have happened on a real connection, or be labelled a model. No
          animation pretends.
        </p>
      </section>
      <section>
        <h3>The silent ones count</h3>
        <p>
          Who received an event is half of the answer. Who did not, and for what reason, is the half
          that is usually missing.
        </p>
      </section>
      <section>
        <h3>One recording, many views</h3>
        <p>
          Each run writes one trace. Every picture, check and explanation is computed from it, so
          going back in time is only reading less of it.
        </p>
      </section>
    </div>
  );
}
