/** How far something has come; without a known end it only shows that it goes on. */
export function Progress({ label, value, max }: { label: string; value: number; max: number }) {
  return (
    <div className="progress" role="status">
      <span>
        {label}
        {max > 0 && ` (${value} of ${max})`}
      </span>
      <progress aria-label={label} {...(max > 0 ? { value, max } : {})} />
    </div>
  );
}
