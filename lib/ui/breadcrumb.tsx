import Link from "next/link";

/** Where a page stands, from the outside in. What has no address of its own is named only. */
export function Breadcrumb({ places }: { places: readonly { title: string; href?: string }[] }) {
  return (
    <nav className="breadcrumb" aria-label="Where you are">
      <ol>
        {places.map((place) => (
          <li key={place.title}>
            {place.href ? (
              <Link href={place.href} prefetch={false}>
                {place.title}
              </Link>
            ) : (
              place.title
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
