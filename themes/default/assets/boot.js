(()=>{try{let t=localStorage.getItem("eventatlas-theme");(t==="light"||t==="dark")&&(document.documentElement.dataset.theme=t)}catch{}})();
