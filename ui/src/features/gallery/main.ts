/**
 * All components on one page, for those who build the program: `npm run dev` in ui/, then
 * http://localhost:5173/gallery.html. The shipped program begins with index.html and holds none of this.
 */
import "$lib/styles/fonts.css";
import "$lib/styles/tokens.css";
import "$lib/styles/base.css";
import "$lib/styles/controls.css";
import { mount } from "svelte";
import Gallery from "./Gallery.svelte";

const target = document.getElementById("app");
if (target === null) throw new Error("gallery.html has no #app");
mount(Gallery, { target });
