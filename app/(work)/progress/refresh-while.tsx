"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Shows the page anew every so often while something is under way. */
export function RefreshWhile({ active, every = 1000 }: { active: boolean; every?: number }) {
  const router = useRouter();
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => router.refresh(), every);
    return () => clearInterval(timer);
  }, [active, every, router]);
  return null;
}
