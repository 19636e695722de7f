import { expect, test } from "vitest";
import { headlineOf } from "./headline";

const trace = (raised: string) => `Traceback (most recent call last):
  File "train.py", line 9, in <module>
    step()
    ~~~~^^
  File "train.py", line 4, in step
    raise error
${raised}
`;

test("A Python exception is told by its own line, however long its message goes on", () => {
  expect(headlineOf(trace("ValueError: no loss"))).toBe("ValueError: no loss");
  expect(headlineOf(trace("ValueError: CUDA error: device-side assert triggered\nsecond line\n\nthird"))).toBe(
    "ValueError: CUDA error: device-side assert triggered",
  );
  expect(headlineOf(trace("KeyboardInterrupt"))).toBe("KeyboardInterrupt");
});

test("Of chained Python exceptions the last is told", () => {
  const chained = `${trace("KeyError: 'lr'\nmore")}
During handling of the above exception, another exception occurred:

${trace("RuntimeError: no configuration\nhint: write one")}`;
  expect(headlineOf(chained)).toBe("RuntimeError: no configuration");
});

test("An exception whose frames come after its message is told by its first line", () => {
  const inner =
    "System.InvalidOperationException: no data\n ---> System.IO.IOException: gone\n   at A.B()\n   at C.D()\n";
  expect(headlineOf(inner)).toBe("System.InvalidOperationException: no data");
  expect(headlineOf("ValueError: CUDA error: device-side assert triggered\nsecond line")).toBe(
    "ValueError: CUDA error: device-side assert triggered",
  );
});

test("Text without frames is told by the first of its lines that has words", () => {
  expect(headlineOf("out of memory")).toBe("out of memory");
  expect(headlineOf("\r\n\n  killed by signal 9\r\nsee the console\r\n")).toBe("killed by signal 9");
  expect(headlineOf(" \n")).toBe("");
});

test("That a traceback follows is never what happened", () => {
  expect(headlineOf("Traceback (most recent call last):")).toBe("");
  expect(headlineOf("worker 3 died\nTraceback (most recent call last):\n")).toBe("worker 3 died");
  expect(headlineOf('Traceback (most recent call last):\n  File "a.py", line 1, in f')).toBe(
    'File "a.py", line 1, in f',
  );
});
