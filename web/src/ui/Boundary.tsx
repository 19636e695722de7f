import { Component, createContext, type ReactNode } from "react";
import { Button } from "./Button";
import styles from "./Panel.module.css";

// Code that did not come is not asked for again by the same page.
const isUnfetched = ({ message }: Error) => /import|preload/i.test(message);

// Whether the server is back after it was gone: code that could not be fetched meanwhile is then, by loading the page anew.
export const ServerIsBack = createContext(false);

interface Props {
  name: string;
  // What stands around the failure, where it has a place of its own.
  frame?: ((failure: ReactNode) => ReactNode) | undefined;
  children: ReactNode;
}

// Keeps a failure where it happened: all else goes on.
export class Boundary extends Component<Props, { error: Error | null }> {
  static override contextType = ServerIsBack;
  declare context: boolean;
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidUpdate() {
    const { error } = this.state;
    if (this.context && error !== null && isUnfetched(error)) location.reload();
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const failure = (
      <div className={styles.failed} role="alert">
        <b>This panel could not be drawn</b>
        <p>
          {this.props.name} stopped with “{error.message}”. All else goes on.
        </p>
        <Button
          meaning="open"
          onClick={() => (isUnfetched(error) ? location.reload() : this.setState({ error: null }))}
        >
          DRAW AGAIN
        </Button>
      </div>
    );
    return this.props.frame === undefined ? failure : this.props.frame(failure);
  }
}
