export function messagesIn(source: string): string[];
export function allMessages(): string[];
