/** The build that brings along what browsers lack: the same code runs in the window and in tests. */
declare module "mammoth/mammoth.browser.js" {
  import mammoth from "mammoth";
  export default mammoth;
}
