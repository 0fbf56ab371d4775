import type { ReactNode } from "react";

/** Rows of facts; on a phone each row becomes a card whose lines are labelled. Numbers stand to the right. */
export function DataTable<Key extends string>({
  caption,
  columns,
  rows,
}: {
  caption: string;
  columns: readonly { key: Key; title: string; numeric?: boolean }[];
  rows: readonly ({ id: string } & Record<Key, ReactNode>)[];
}) {
  return (
    <table className="data-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" data-numeric={column.numeric || undefined}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            {columns.map((column) => (
              <td key={column.key} data-label={column.title} data-numeric={column.numeric || undefined}>
                {row[column.key]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
