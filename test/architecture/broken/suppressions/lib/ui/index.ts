// @ts-expect-error the types are wrong
export const one: string = 1;
;
}