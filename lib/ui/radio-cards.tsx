/** One of a few choices, each with a line that explains it. */
export function RadioCards({
  legend,
  name,
  options,
  value,
  onChange,
}: {
  legend: string;
  name: string;
  options: readonly { value: string; title: string; words: string }[];
  value: string;
  onChange(value: string): void;
}) {
  return (
    <fieldset className="radio-cards">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label className="radio-card" key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <strong>{option.title}</strong>
          <span>{option.words}</span>
        </label>
      ))}
    </fieldset>
  );
}
