// What stands when a page of ours has broken down: it takes the place of everything, the layout included.
"use client";
import "./globals.css";
import styles from "./global-error.module.css";

export default function BrokenPage() {
  return (
    <html lang="en-GB">
      <body>
        <title>Broken · Sockets 101</title>
        <main className={styles.main}>
          <h1>This page has broken down.</h1>
          <p>That is our mistake. What you wrote is kept in this browser: load the page again.</p>
          <form>
            <button>Load it again</button>
          </form>
        </main>
      </body>
    </html>
  );
}
