using System.Text;
using System.Text.RegularExpressions;

namespace CourseLib.Charts.Tests;

public class PlotlyAgreement
{
    [SkippableFact]
    public void Plotly_finds_nothing_wrong_with_any_figure()
    {
        StringBuilder page = new($"<html><body><pre id=report></pre><script>{Browser.Plotly()}</script><script>const said=[];let count=0;\n");
        // It compares the arguments of buttons by identity, and so calls equal ones changed; and without a trace it uses no axis.
        page.Append("function note(name,found){(found||[]).filter(e=>!(name==='invisible'&&e.code==='unused')&&!/args\\[\\d+\\] \\(set to '(.*)'\\) got reset to '\\1'/.test(e.msg)).forEach(e=>said.push(name+': '+e.msg))}\n");
        foreach ((string name, Func<GenericChart> figure) in Gallery.Figures)
            page.Append($$"""
                (function(f){count++;note('{{name}}',Plotly.validate(f.data,f.layout));
                f.frames.forEach(frame=>note('{{name}} in a frame',Plotly.validate(frame.data,f.layout)))})({{figure().ToJson()}});

                """);
        page.Append("document.getElementById('report').textContent='checked '+count+'\\n'+said.join('\\n')+'\\nend';</script></body></html>");
        string report = Regex.Match(Browser.Dom(page.ToString()), "<pre id=\"report\">(.*?)</pre>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal([$"checked {Gallery.Figures.Count}", "", "end"], report.Split('\n'));
    }

    [SkippableFact]
    public void Interactive_Plotly_takes_the_drawings_place_when_the_page_has_it()
    {
        string dom = Browser.Dom($"<html><body>{Gallery.Figures["line"]().ToHtml()}<script>{Browser.Plotly()}</script></body></html>");
        Assert.Contains("js-plotly-plot", dom);
        Assert.Contains("class=\"ck-static\" style=\"display: none;\"", dom);
    }

    [SkippableFact]
    public void Plotly_loaded_by_RequireJS_takes_the_drawings_place()
    {
        // As much of RequireJS as a notebook page shows: a module already loaded, and no global.
        string loader = "window.requirejs=function(names,then){then({newPlot:function(d){d.className='drawn-by-module';return Promise.resolve()},addFrames:function(){}})};requirejs.specified=function(n){return n==='plotly'};";
        Browser.NeedsChromium();
        string dom = Browser.Dom($"<html><body>{Gallery.Figures["line"]().ToHtml()}<script>{loader}</script></body></html>");
        Assert.Contains("drawn-by-module", dom);
        Assert.Contains("class=\"ck-static\" style=\"display: none;\"", dom);
    }

    [SkippableFact]
    public void The_drawing_stays_when_there_is_no_Plotly_or_Plotly_fails()
    {
        Browser.NeedsChromium();
        string without = Browser.Dom($"<html><body>{Gallery.Figures["line"]().ToHtml()}</body></html>");
        string failing = Browser.Dom($"<html><body>{Gallery.Figures["line"]().ToHtml()}<script>window.Plotly={{newPlot:function(){{throw new Error('no WebGL')}}}}</script></body></html>");
        Assert.All([without, failing], dom =>
        {
            Assert.Contains("<svg", dom);
            Assert.DoesNotContain("display: none", dom);
        });
    }

    [SkippableFact]
    public void A_slider_moves_through_the_frames_without_Plotly()
    {
        Browser.NeedsChromium();
        string move = "const s=document.querySelector('input[type=range]');s.value=3;s.dispatchEvent(new Event('input'));" +
            "document.body.append('seen:'+[...document.querySelectorAll('.ck-static>div:not(.ck-controls)')].map(p=>p.hidden?0:1).join('')+' '+document.querySelector('output').textContent)";
        string dom = Browser.Dom($"<html><body>{Gallery.Figures["frames"]().ToHtml()}<script>{move}</script></body></html>");
        Assert.Contains("seen:00010000 3π/4", dom);
    }
}
