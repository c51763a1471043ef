namespace CourseLib.Charts.Html;

/// <summary>The scripts that come with a figure's HTML. Each finds its figures by their mark, so that one shown twice works twice.</summary>
internal static class FigureScript
{
    /// <summary>Makes each slider or menu of a page choose which of the drawn states is seen; without characters that XML would have escaped.</summary>
    public const string Controls = """
        (function(){document.querySelectorAll('.ck-figure').forEach(function(root){
        var bar=root.querySelector('.ck-controls');if(!bar)return;if(!bar.hidden)return;bar.hidden=false;
        var pages=root.querySelectorAll('.ck-static>div:not(.ck-controls)'),names=bar.querySelectorAll('option'),
        input=bar.querySelector('input,select'),output=bar.querySelector('output'),button=bar.querySelector('button'),timer=null;
        function show(i){pages.forEach(function(p,k){p.hidden=k!==i});if(output)output.textContent=names[i].textContent}
        function stop(){clearInterval(timer);timer=null;button.textContent='▶'}
        input.addEventListener('input',function(){show(input.selectedIndex===undefined?+input.value:input.selectedIndex)});
        if(button)button.addEventListener('click',function(){
        if(timer)return stop();if(+input.value===pages.length-1)input.value=0;button.textContent='⏸';
        timer=setInterval(function(){if(+input.value>=pages.length-1)return stop();input.value=+input.value+1;show(+input.value)},+bar.dataset.time)});
        })})()
        """;

    /// <summary>
    /// Puts interactive Plotly in the place of the drawing when the page has it: as a global, or as a RequireJS module that something
    /// else has loaded. Looks for ten seconds, since outputs may come before it; loads nothing.
    /// </summary>
    public static string Plotly(string id, string json) => $$"""
        (function(figure){
        function draw(Plotly){document.querySelectorAll('[data-ck="{{id}}"]').forEach(function(root){
        var still=root.querySelector('.ck-static');if(!still||root.ckLive)return;root.ckLive=true;
        var live=document.createElement('div'),copy=JSON.parse(JSON.stringify(figure)),layout=copy.layout=copy.layout||{},ink=getComputedStyle(root).color;
        layout.paper_bgcolor=layout.plot_bgcolor='rgba(0,0,0,0)';layout.font=Object.assign({color:ink},layout.font);
        Object.keys(layout).forEach(function(k){if(/^[xy]axis/.test(k))Object.assign(layout[k],{gridcolor:'rgba(128,128,128,.25)',zerolinecolor:'rgba(128,128,128,.6)'})});
        root.insertBefore(live,still);
        Promise.resolve().then(function(){return Plotly.newPlot(live,copy.data,layout,copy.config)})
        .then(function(){still.style.display='none';if((copy.frames||[]).length)return Plotly.addFrames(live,copy.frames)})
        .catch(function(){live.remove();still.style.display=''})})}
        var looks=0;(function look(){
        if(window.Plotly&&window.Plotly.newPlot)return draw(window.Plotly);
        var r=window.requirejs;if(r&&r.specified&&r.specified('plotly'))return r(['plotly'],draw);
        if(looks++<40)setTimeout(look,250)})()
        })({{json}})
        """;
}
