import { useState } from "react";
import { formatCount, formatShort } from "./format";
import styles from "./Tensors.module.css";

interface Structure {
  tensors: readonly { name: string; shape: readonly number[]; dtype: string }[];
  parameters: number;
}

const MOST = 300;

// The tensors of a file by name, shape, type and number of parameters.
export function Tensors({ structure }: { structure: Structure }) {
  const [search, setSearch] = useState("");
  const { tensors, parameters } = structure;
  const needle = search.trim().toLowerCase();
  const found = tensors.filter((tensor) => tensor.name.toLowerCase().includes(needle));
  const shown = found.slice(0, MOST);
  return (
    <section>
      <h3>
        TENSORS{" "}
        <small>
          {formatCount(tensors.length)} · {formatCount(parameters)} parameters
        </small>
      </h3>
      {tensors.length > 12 && (
        <input
          className={styles.find}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder="find tensor"
          aria-label="Find a tensor"
          spellCheck={false}
        />
      )}
      {tensors.length > 0 && (
        <table className={styles.tensors}>
          <thead>
            <tr>
              <th scope="col">NAME</th>
              <th scope="col">SHAPE</th>
              <th scope="col">DTYPE</th>
              <th scope="col" className="num">
                PARAMS
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((tensor) => (
              <tr key={tensor.name}>
                <td title={tensor.name}>{tensor.name}</td>
                <td>{tensor.shape.length === 0 ? "scalar" : tensor.shape.join(" × ")}</td>
                <td>{tensor.dtype}</td>
                <td className="num">{formatShort(tensor.shape.reduce((size, side) => size * side, 1))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown.length < found.length && (
        <p>{formatCount(found.length - shown.length)} more; a search narrows them down.</p>
      )}
    </section>
  );
}
