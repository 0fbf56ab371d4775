/** Runs before the first paint, so that what a reader chose does not flash. The names are those of tokens.css. */
export const appearanceScript = `try{var r=document.documentElement.dataset,l=localStorage,t=l.getItem("theme"),s=l.getItem("text-size");if(/^(light|sepia|dark)$/.test(t))r.theme=t;if(/^(small|large|largest)$/.test(s))r.text=s}catch(e){}`;
