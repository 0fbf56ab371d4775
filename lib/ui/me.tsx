"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";

interface Person {
  name: string;
  role: string;
  unread: number;
}

/** Who is signed in, asked for after the page is there, because pages are the same for everyone. */
export function Me() {
  const path = usePathname();
  // Asked anew on every page, since what waits may have changed.
  return <MeOn key={path} path={path} />;
}

function MeOn({ path }: { path: string }) {
  const [person, setPerson] = useState<Person | null>(null);
  useEffect(() => {
    let here = true;
    fetch("/api/me")
      .then((answer) => answer.json())
      .then(({ person: found }: { person: Person | null }) => here && setPerson(found))
      .catch(() => here && setPerson(null));
    return () => {
      here = false;
    };
  }, []);
  if (!person) {
    return <a href={`/sign-in?to=${encodeURIComponent(path)}`}>Sign in</a>;
  }
  const reviews = person.role === "reviewer" || person.role === "editor" || person.role === "admin";
  const leads = person.role === "editor" || person.role === "admin";
  return (
    <span className="me">
      {reviews && <a href="/review">Review</a>}
      {leads && (
        <a href="/people" className="optional">
          People
        </a>
      )}
      {person.role !== "reader" && (
        <a href="/proposals" className={reviews ? "optional" : "me-own"}>
          My proposals
        </a>
      )}
      {person.role !== "reader" && (
        <a href="/notifications">
          Inbox{" "}
          {person.unread > 0 && (
            <span className="me-count">
              {person.unread}
              <span className="visually-hidden"> new</span>
            </span>
          )}
        </a>
      )}
      <a href="/sign-in" title={`Signed in as ${person.name}`}>
        {person.name.split(" ")[0]}
      </a>
    </span>
  );
}
