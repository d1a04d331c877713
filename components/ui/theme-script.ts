// What stands in the head of every page: it reads the chosen theme before anything is drawn, so that no other flashes up.
export const THEME_KEY = "sockets-101:theme";

export const themeScript = `try{var t=localStorage.getItem("${THEME_KEY}");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}`;
