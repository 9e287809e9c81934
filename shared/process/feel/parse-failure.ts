// Thrown while a tree is built and caught by parseExpression, which makes a located problem of it.
export class ParseFailure extends Error {
  readonly from: number;
  readonly to: number;
  constructor(place: { from: number; to: number }, message: string) {
    super(message);
    this.from = place.from;
    this.to = place.to;
  }
}
