/** What is typed of a photo; what is absent stays as it is. */
export interface PhotoWords {
  caption?: string;
  role?: string;
  alt?: string;
  author?: string;
  source?: string;
}
