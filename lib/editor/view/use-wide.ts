"use client";

import { type RefObject, useEffect, useState } from "react";

/** Whether an element is at least so many pixels wide. */
export function useWide(place: RefObject<HTMLElement | null>, least: number): boolean {
  const [wide, setWide] = useState(false);
  useEffect(() => {
    if (!place.current) return;
    const observer = new ResizeObserver(([entry]) => setWide((entry?.contentRect.width ?? 0) >= least));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [place, least]);
  return wide;
}
