// What is said as long as there is nothing to say.
import styles from "./deliveries.module.css";

export function NothingSent() {
  return (
    <p className={styles.empty}>
      Nothing has been sent yet. When your server emits, this says who received it, who did not, and
      why.
    </p>
  );
}
