/** A table[data-sum] adds up while somebody types; the server adds up again when it is saved. */
export function addUp(root) {
  for (const table of root.querySelectorAll("table[data-sum]")) {
    const form = table.closest("form");
    if (!form || form.dataset.summed) continue;
    form.dataset.summed = "yes";
    const show = () => {
      const sums = { once: 0, again: 0 };
      for (const row of table.querySelectorAll("[data-row]")) {
        const amount = Number.parseInt(row.querySelector("[data-amount]").value, 10);
        if (amount > 0) sums[row.querySelector("select").value === "once" ? "once" : "again"] += amount;
      }
      form.querySelector("[data-sum-once]").textContent = sums.once;
      form.querySelector("[data-sum-again]").textContent = sums.again;
    };
    form.addEventListener("input", show);
    show();
  }
}
