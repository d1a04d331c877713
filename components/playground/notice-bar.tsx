// Something to say that is no event, over the stage so that nothing moves.
"use client";
import { Button } from "#components/ui/button.tsx";
import styles from "./notice-bar.module.css";
import { useWorkbench } from "./workbench.ts";

export function NoticeBar() {
  const { notice, dismissNotice } = useWorkbench();
  return (
    <div className={styles.place} role="status">
      {notice && (
        <div className={styles.notice}>
          <p>{notice.text}</p>
          {notice.undo && (
            <Button look="small" onClick={notice.undo}>
              {notice.undoes ?? "Undo"}
            </Button>
          )}
          <Button look="small" onClick={dismissNotice}>
            {notice.dismisses ?? "Dismiss"}
          </Button>
        </div>
      )}
    </div>
  );
}
