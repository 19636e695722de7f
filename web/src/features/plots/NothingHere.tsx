import { Button } from "../../ui/Button";
import styles from "./MetricPlot.module.css";

// Over a chart whose stretch has no point, and the way back.
export function NothingHere({ onFit }: { onFit: () => void }) {
  return (
    <p className={styles.nothing}>
      No point in this stretch <Button onClick={onFit}>FIT</Button>
    </p>
  );
}
