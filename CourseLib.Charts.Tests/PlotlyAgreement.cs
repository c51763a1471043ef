using System.Text;
using System.Text.RegularExpressions;

namespace CourseLib.Charts.Tests;

public class PlotlyAgreement
{
    [SkippableFact]
    public void Plotly_finds_nothing_wrong_with_any_figure()
    {
        // It compares the arguments of buttons by identity, and so calls equal ones changed; and without a trace it uses no axis.
        StringBuilder page = new("""
            const wrong=(name,e)=>!(name==='invisible'&&e.code==='unused')&&!/args\[\d+\] \(set to '(.*)'\) got reset to '\1'/.test(e.msg);
            function note(name,found){(found||[]).filter(e=>wrong(name,e)).forEach(e=>said.push(name+': '+e.msg))}

            """);
        foreach ((string name, Func<GenericChart> figure) in Gallery.Figures)
            page.Append($$"""
                (function(f){count++;note('{{name}}',Plotly.validate(f.data,f.layout));
                f.frames.forEach(frame=>note('{{name}} in a frame',Plotly.validate(frame.data,f.layout)))})({{figure().ToJson()}});

                """);
        Assert.Equal([$"checked {Gallery.Figures.Count}", "", "end"], Report(page));
    }

    [SkippableFact]
    public void Plotly_finds_nothing_wrong_with_what_is_added_to_any_kind()
    {
        StringBuilder page = new("const found=f=>(Plotly.validate(f.data,f.layout)||[]).map(e=>e.msg);\n");
        foreach ((string kind, Func<string> chart) in PlotlyKinds.Charts)
            page.Append($$"""
                {count++;const before=found({{chart()}}),after=found({{Json.ChartJson.Of(chart()).Text}});
                after.filter(m=>!before.includes(m)).forEach(m=>said.push('{{kind}}: '+m));}

                """);
        Assert.Equal([$"checked {PlotlyKinds.Charts.Count}", "", "end"], Report(page));
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
        const string loader = """
            window.requirejs=function(names,then){then({newPlot:function(d){d.className='drawn-by-module';return Promise.resolve()},
            addFrames:function(){}})};requirejs.specified=function(n){return n==='plotly'};
            """;
        Browser.NeedsChromium();
        string dom = Browser.Dom($"<html><body>{Gallery.Figures["line"]().ToHtml()}<script>{loader}</script></body></html>");
        Assert.Contains("drawn-by-module", dom);
        Assert.Contains("class=\"ck-static\" style=\"display: none;\"", dom);
    }

    [SkippableFact]
    public void The_drawing_stays_when_there_is_no_Plotly_or_Plotly_fails()
    {
        Browser.NeedsChromium();
        string html = Gallery.Figures["line"]().ToHtml();
        const string broken = "window.Plotly={newPlot:function(){throw new Error('no WebGL')}}";
        string without = Browser.Dom($"<html><body>{html}</body></html>");
        string failing = Browser.Dom($"<html><body>{html}<script>{broken}</script></body></html>");
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
        const string move = """
            const s=document.querySelector('input[type=range]');s.value=3;s.dispatchEvent(new Event('input'));
            const pictures=[...document.querySelectorAll('.ck-static>div:not(.ck-controls)')].map(p=>p.hidden?0:1).join('');
            document.body.append('seen:'+pictures+' '+document.querySelector('output').textContent)
            """;
        string dom = Browser.Dom($"<html><body>{Gallery.Figures["frames"]().ToHtml()}<script>{move}</script></body></html>");
        Assert.Contains("seen:00010000 3π/4", dom);
    }

    /// <summary>How many figures a script has counted, what it has said of them, and a last line.</summary>
    private static string[] Report(StringBuilder script)
    {
        string dom = Browser.Dom($$"""
            <html><body><pre id=report></pre><script>{{Browser.Plotly()}}</script><script>
            const said=[];let count=0;
            {{script}}
            document.getElementById('report').textContent='checked '+count+'\n'+said.join('\n')+'\nend';
            </script></body></html>
            """);
        return Regex.Match(dom, "<pre id=\"report\">(.*?)</pre>", RegexOptions.Singleline).Groups[1].Value.Split('\n');
    }
}
