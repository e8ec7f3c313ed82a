/** Adds a button to a block of code that copies it, where the browser lets pages copy. */
class CopyElement extends HTMLElement {
  connectedCallback(): void {
    if (!("clipboard" in navigator) || this.querySelector("button")) {
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.getAttribute("copy");
    button.addEventListener("click", () => void this.copy(button));
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    this.append(button, said);
  }

  private async copy(button: HTMLButtonElement): Promise<void> {
    await navigator.clipboard.writeText(this.querySelector("code")?.textContent ?? "");
    button.nextElementSibling!.textContent = this.getAttribute("copied");
  }
}

customElements.define("isnad-copy", CopyElement);
