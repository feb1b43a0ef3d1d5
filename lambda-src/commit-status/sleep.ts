export type Sleep = (milliseconds: number) => Promise<void>;
