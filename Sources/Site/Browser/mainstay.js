// Mainstay in the browser: appearance before the first paint, keys, menus, charts. Pages work without it.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("ms-scripted");

  // Appearance: "auto" follows the system, and changes with it.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => {
    const wish = root.dataset.appearance;
    root.dataset.bsTheme = wish === "auto" ? (dark.matches ? "dark" : "light") : wish;
    drawAll();
  };
  dark.addEventListener("change", paint);

  const remembered = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } };
  if (remembered("collapsed") === "yes") root.classList.add("ms-collapsed");

  // Numbers as the reader's business writes them: 万 and 亿, or K, M and B.
  const isChinese = root.lang.startsWith("zh");
  const steps = isChinese ? [[1e8, "亿"], [1e4, "万"]] : [[1e9, "B"], [1e6, "M"], [1e3, "K"]];
  const printed = (value, options) => value.toLocaleString(root.lang, options).replace("-", "\u2212");
  const short = (value) => {
    const step = steps.find(([size]) => Math.abs(value) >= size);
    const text = printed(step ? value / step[0] : value, { maximumFractionDigits: 1 });
    return step ? text + step[1] : text;
  };
  const share = (value) => printed(value * 100, { maximumFractionDigits: 1 }) + "%";
  const exactShare = (value) => printed(value * 100, { minimumFractionDigits: 1, maximumFractionDigits: 1 }) + "%";
  const exact = (unit) => (value) => {
    if (value === null || value === undefined || Number.isNaN(value)) return "–";
    if (unit.kind === "share") return exactShare(value);
    const text = printed(value, { maximumFractionDigits: 2 });
    if (unit.kind !== "money") return text;
    return value < 0 ? "\u2212" + unit.mark + text.slice(1) : unit.mark + text;
  };

  // Charts
  const charts = new Map();
  let library;
  const load = () => {
    library = library || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = document.querySelector("meta[name=mainstay-echarts]").content;
      script.onload = () => resolve(window.echarts);
      script.onerror = reject;
      document.head.append(script);
    });
    return library;
  };

  const token = (name) => getComputedStyle(root).getPropertyValue("--ms-" + name).trim();
  const palette = ["accent", "medium", "warning", "key", "good", "severe"];
  const colour = (series, index) => token(series.tone || palette[index % palette.length]);

  const axisStyle = () => ({
    axisLine: { lineStyle: { color: token("line-strong") } },
    axisTick: { show: false },
    axisLabel: { color: token("ink-3"), fontSize: 11 },
    splitLine: { lineStyle: { color: token("line") } },
    nameTextStyle: { color: token("ink-3"), fontSize: 11 },
  });
  const common = (unit) => ({
    animation: false,
    // The page says what the chart shows; the library would read every number aloud.
    aria: { enabled: false },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: token("ink") },
    tooltip: {
      trigger: "axis", renderMode: "richText", confine: true, valueFormatter: exact(unit),
      backgroundColor: token("paper"), borderColor: token("line-strong"),
      textStyle: { color: token("ink"), fontSize: 12 },
    },
  });

  // Where a stack reaches below zero by little, the axis ends there and not at the next round number, which would
  // leave a large part of the height to slivers.
  const lowEnd = (chart) => {
    if (chart.kind !== "stackedBar") return {};
    const reach = (sign) => chart.categories.map((_, index) => chart.series
      .reduce((sum, series) => sum + Math.max(0, sign * (series.values[index] || 0)), 0));
    const low = Math.max(...reach(-1));
    return low > 0 && low < Math.max(...reach(1)) / 6 ? { min: -low * 1.1, axisLabel: { showMinLabel: false } } : {};
  };

  // What happened in one month stands in one label, and labels that would touch stand in rows above each other.
  const labelRow = 14;
  const wordWidth = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2E80" ? 11 : 6.5), 8);
  // How many lines the legend needs: on a phone more than one.
  const legendLine = 22;
  const legendRows = (chart, width) => {
    if (chart.series.length < 2) return 0;
    let rows = 1;
    let end = 0;
    for (const series of chart.series) {
      const length = 27 + wordWidth(series.name) * 12 / 11;
      if (end > 0 && end + length > width) [rows, end] = [rows + 1, 0];
      end += length;
    }
    return rows;
  };
  const eventMarks = (chart, width) => {
    const marks = new Map();
    const order = (event) => chart.categories.indexOf(event.category);
    for (const event of [...chart.events].sort((one, other) => order(one) - order(other))) {
      const known = marks.get(event.category);
      marks.set(event.category, known && known !== event.text ? `${known} · ${event.text}` : event.text);
    }
    const ends = [];
    return [...marks].map(([category, text]) => {
      const middle = (chart.categories.indexOf(category) + 0.5) * width / chart.categories.length;
      const length = wordWidth(text);
      // At the edges a label keeps to the inside of the drawing.
      const align = middle + length / 2 > width ? "right" : middle < length / 2 ? "left" : "center";
      const start = middle - { right: length, left: 0, center: length / 2 }[align];
      let row = ends.findIndex((end) => end <= start);
      if (row < 0) row = ends.length;
      ends[row] = start + length;
      return { name: text, xAxis: category, label: { distance: 4 + row * labelRow, align }, row };
    });
  };

  const categoryOption = (chart, width) => {
    const marks = eventMarks(chart, width);
    const rows = Math.max(0, ...marks.map((mark) => mark.row + 1));
    return {
      ...common(chart.unit),
      grid: {
        left: 8, right: 28, top: Math.max(16, 6 + legendRows(chart, width) * legendLine) + Math.max(0.6, rows) * labelRow,
        bottom: chart.xTitle ? 24 : 4, containLabel: true,
      },
      legend: chart.series.length > 1
        ? { top: 0, left: 0, itemWidth: 12, itemHeight: 8, textStyle: { color: token("ink-2"), fontSize: 12 } } : undefined,
      xAxis: {
        type: "category", data: chart.categories, name: chart.xTitle, nameLocation: "middle", nameGap: 28,
        ...axisStyle(), splitLine: { show: false },
        // The newest is what people look for.
        axisLabel: { ...axisStyle().axisLabel, showMaxLabel: true, hideOverlap: true },
      },
      yAxis: {
        type: "value", name: chart.yTitle, ...axisStyle(), axisLine: { show: false }, ...lowEnd(chart),
        axisLabel: { ...axisStyle().axisLabel, ...lowEnd(chart).axisLabel, formatter: chart.unit.kind === "share" ? share : short },
      },
      series: chart.series.map((series, index) => {
        const kind = series.kind || chart.kind;
        const isBar = kind === "bar" || kind === "stackedBar";
        const ink = colour(series, index);
        return {
          name: series.name, data: series.values, type: isBar ? "bar" : "line", color: ink,
          stack: kind === "stackedBar" ? "all" : undefined, barMaxWidth: 28, showSymbol: false, symbolSize: 6,
          lineStyle: isBar ? undefined : { width: 2 },
          areaStyle: kind === "area" ? { color: ink, opacity: 0.12 } : undefined,
          markLine: index === 0 && marks.length ? {
            symbol: "none", silent: true, lineStyle: { color: token("ink-3"), type: "dashed" },
            label: { color: token("ink-2"), fontSize: 11, formatter: (mark) => mark.name },
            data: marks.map(({ name, xAxis, label }) => ({ name, xAxis, label })),
          } : undefined,
        };
      }),
    };
  };

  const shareAxis = (title, isX) => ({
    type: "value", min: 0, max: 1, interval: 0.2, name: title, nameLocation: isX ? "middle" : "end", nameGap: isX ? 28 : 12,
    ...axisStyle(), axisLabel: { ...axisStyle().axisLabel, formatter: share },
  });
  const curveOption = (chart) => ({
    ...common(chart.unit),
    grid: { left: 8, right: 20, top: 32, bottom: 24, containLabel: true },
    title: chart.curve.note ? {
      text: chart.curve.note, right: 28, bottom: 64, textStyle: { color: token("ink-2"), fontSize: 12, fontWeight: "normal" },
    } : undefined,
    xAxis: shareAxis(chart.xTitle, true),
    yAxis: { ...shareAxis(chart.yTitle, false), max: Math.max(1, ...chart.curve.points.map((point) => point[1])), nameTextStyle: { ...axisStyle().nameTextStyle, align: "left" } },
    tooltip: {
      ...common(chart.unit).tooltip,
      formatter: (marks) => `${chart.xTitle} ${exactShare(marks[0].value[0])}\n${chart.yTitle} ${exactShare(marks[0].value[1])}`,
    },
    series: [
      {
        name: chart.curve.name, type: "line", data: chart.curve.points, showSymbol: false, color: token("accent"),
        lineStyle: { width: 2 }, areaStyle: { color: token("accent"), opacity: 0.12 },
        markPoint: chart.curve.mark ? {
          symbol: "circle", symbolSize: 9, silent: true, data: [{ coord: chart.curve.mark.point }],
          itemStyle: { color: token("accent"), borderColor: token("paper"), borderWidth: 2 },
          label: { position: "right", distance: 8, formatter: chart.curve.mark.text, color: token("ink"), fontSize: 12 },
        } : undefined,
      },
      chart.curve.hasDiagonal ? {
        type: "line", data: [[0, 0], [1, 1]], showSymbol: false, silent: true, tooltip: { show: false },
        color: token("ink-3"), lineStyle: { width: 1, type: "dashed" },
      } : null,
    ].filter(Boolean),
  });

  // A column, or a place along the curve, opens the accounts behind it; for keys the table has the same links.
  const linkAt = (drawn, chart, event) => {
    const point = [event.offsetX, event.offsetY];
    if (!drawn.containPixel("grid", point)) return undefined;
    const [x] = drawn.convertFromPixel("grid", point);
    if (!chart.curve) return chart.links[x];
    const points = chart.curve.points;
    const index = points.findIndex((each) => each[0] >= x);
    return chart.links[index < 0 ? points.length - 1 : index];
  };
  const follow = (place, drawn) => {
    const zr = drawn.getZr();
    const link = (event) => {
      const chart = charts.get(place);
      return chart && chart.links ? linkAt(drawn, chart, event) : undefined;
    };
    zr.on("mousemove", (event) => { if (charts.get(place)?.links) zr.setCursorStyle(link(event) ? "pointer" : "default"); });
    zr.on("click", (event) => { const path = link(event); if (path) location.assign(path); });
  };

  const draw = (place, chart) => {
    const known = window.echarts.getInstanceByDom(place);
    const drawn = known || window.echarts.init(place);
    if (!known) follow(place, drawn);
    drawn.setOption(chart.curve ? curveOption(chart) : categoryOption(chart, drawn.getWidth() - 60), true);
    place.dataset.drawn = "yes";
  };
  // A canvas keeps the width it was drawn at; "auto" takes what room there is.
  const drawAllIn = (width) => charts.forEach((chart, place) => {
    window.echarts.getInstanceByDom(place).resize({ width });
    draw(place, chart);
  });
  const drawAll = () => charts.forEach((chart, place) => draw(place, chart));
  const watcher = new ResizeObserver((entries) => entries.forEach((entry) => {
    const drawn = window.echarts && window.echarts.getInstanceByDom(entry.target);
    // One that left the page with what was swapped is told about once more.
    if (!drawn || !charts.has(entry.target)) return watcher.unobserve(entry.target);
    drawn.resize();
    // Labels that stood beside each other may touch now.
    draw(entry.target, charts.get(entry.target));
  }));

  const openTable = (place) => {
    const table = place.parentElement.querySelector("details");
    if (table) table.open = true;
    place.hidden = true;
  };
  const hydrate = (within) => within.querySelectorAll("[data-chart]:not([data-wanted])").forEach(async (place) => {
    place.dataset.wanted = "yes";
    try {
      const [answer] = await Promise.all([
        fetch(place.dataset.chart, { headers: { Accept: "application/json" } }), load(),
      ]);
      if (!answer.ok) throw new Error(String(answer.status));
      charts.set(place, await answer.json());
      draw(place, charts.get(place));
      watcher.observe(place);
    } catch {
      openTable(place);
    }
  });

  // Keys: / search, g a accounts, n new, ? the list.
  let last = "";
  const press = (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const before = last;
    last = event.key;
    setTimeout(() => { if (last === event.key) last = ""; }, 1000);
    const search = document.querySelector("[data-key=search]");
    if (event.key === "/" && search) { event.preventDefault(); search.focus(); search.select(); }
    if (before === "g" && event.key === "a" && document.querySelector("[data-place=accounts]")) location.assign("/accounts");
    if (event.key === "n" && document.body.dataset.new) location.assign(document.body.dataset.new);
    if (event.key === "?") { const keys = document.getElementById("keys"); if (keys) keys.showModal(); }
  };

  // What was opened on a page is open again when one comes back to it; each entry of the history keeps its own.
  const folds = () => [...document.querySelectorAll("main details")];
  const keepOpen = () => {
    const open = folds().flatMap((fold, place) => (fold.open ? [place] : []));
    history.replaceState({ ...history.state, open }, "");
  };
  const openAgain = () => {
    const { open } = history.state || {};
    if (open) folds().forEach((fold, place) => { if (open.includes(place)) fold.open = true; });
    else keepOpen();
  };
  const watchFolds = () => {
    openAgain();
    addEventListener("hashchange", openAgain);
    document.addEventListener("toggle", (event) => { if (event.target.closest("main")) keepOpen(); }, true);
  };

  // What the button does next, for eyes and ears.
  const tellCollapse = () => {
    const button = document.querySelector("[data-act=collapse]");
    if (!button) return;
    const isOpen = !root.classList.contains("ms-collapsed");
    button.setAttribute("aria-expanded", String(isOpen));
    button.title = isOpen ? button.dataset.close : button.dataset.open;
    button.setAttribute("aria-label", button.title);
  };

  // Without a safe connection browsers have no clipboard for scripts, but copy what is marked.
  const copy = async (button) => {
    const place = button.parentElement.querySelector("code");
    getSelection().selectAllChildren(place);
    try { await navigator.clipboard.writeText(place.textContent); } catch { document.execCommand("copy"); }
    button.textContent = button.dataset.done;
  };

  const click = (event) => {
    const copier = event.target.closest("[data-act=copy]");
    if (copier) copy(copier);
    if (event.target.closest("[data-act=collapse]")) {
      remember("collapsed", root.classList.toggle("ms-collapsed") ? "yes" : "no");
      tellCollapse();
    }
    document.querySelectorAll(".ms-menu[open], .ms-more[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  };

  paint();
  document.addEventListener("DOMContentLoaded", () => { tellCollapse(); watchFolds(); hydrate(document); });
  document.addEventListener("htmx:afterSwap", (event) => {
    charts.forEach((_, place) => { if (!place.isConnected) charts.delete(place); });
    hydrate(event.target);
  });
  document.addEventListener("keydown", press);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll(".ms-menu[open], .ms-more[open]").forEach((menu) => { menu.open = false; });
  });
  document.addEventListener("click", click);
  // What fits between the margins of a sheet of A4.
  const paperWidth = 680;
  // Paper is light and shows the numbers; the screen is afterwards as it was.
  let opened = [];
  addEventListener("beforeprint", () => {
    root.dataset.bsTheme = "light";
    drawAllIn(paperWidth);
    opened = [...document.querySelectorAll(".ms-chart-table:not([open])")];
    opened.forEach((table) => { table.open = true; });
  });
  addEventListener("afterprint", () => {
    opened.forEach((table) => { table.open = false; });
    paint();
    drawAllIn("auto");
  });
})();
