// Places in texts are counted in code points; JavaScript counts UTF-16 units. One table for each text.

export class Points {
  private readonly offsets: Uint32Array | null;
  readonly length: number;

  constructor(readonly text: string) {
    // Texts without astral characters need no table.
    if (!/[\ud800-\udbff]/.test(text)) {
      this.offsets = null;
      this.length = text.length;
      return;
    }
    const offsets: number[] = [];
    for (let at = 0; at < text.length; at += text.codePointAt(at)! > 0xffff ? 2 : 1) offsets.push(at);
    this.offsets = Uint32Array.from([...offsets, text.length]);
    this.length = offsets.length;
  }

  slice(start: number, end: number): string {
    if (!this.offsets) return this.text.slice(start, end);
    const last = this.offsets.length - 1;
    return this.text.slice(this.offsets[Math.min(start, last)], this.offsets[Math.min(end, last)]);
  }
}
