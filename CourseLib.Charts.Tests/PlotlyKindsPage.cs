using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CourseLib.Charts.Drawing;
using CourseLib.Charts.Json;
using CourseLib.Charts.Svg;

namespace CourseLib.Charts.Tests;

/// <summary>
/// What the README shows of every kind. <c>COURSELIB_KINDS=1 dotnet test CourseLib.Charts.Tests --filter PlotlyKindsPage</c> draws the
/// pictures anew, ours and plotly.js's on one sheet; <c>COURSELIB_KINDS=/tmp/kinds</c> puts both side by side into that folder as well.
/// </summary>
public class PlotlyKindsPage
{
    private static readonly string? Wanted = Environment.GetEnvironmentVariable("COURSELIB_KINDS");

    public static IEnumerable<object[]> Names => PlotlyKinds.Charts.Keys.Select(name => new object[] { name });

    [SkippableFact]
    public async Task Pictures_are_drawn()
    {
        Skip.If(Wanted is null, "set COURSELIB_KINDS to draw the README's pictures of all kinds");
        string folder = Path.Combine(Charts(), "pictures");
        Directory.CreateDirectory(folder);
        foreach ((string kind, Func<string> chart) in PlotlyKinds.Charts)
            File.WriteAllText(Path.Combine(folder, PlotlyKinds.File(kind)), Picture(chart()));
        using JsonDocument drawn = JsonDocument.Parse(await Browser.Posted(Sheet()));
        foreach (JsonProperty picture in drawn.RootElement.EnumerateObject())
        {
            byte[] bytes = Convert.FromBase64String(picture.Value.GetString()!.Split(',')[1]);
            if (picture.Name == "plotly.jpg") File.WriteAllBytes(Path.Combine(folder, picture.Name), bytes);
            else if (Path.IsPathRooted(Wanted)) File.WriteAllBytes(Path.Combine(Wanted, picture.Name), bytes);
        }
        Assert.Equal(PlotlyKinds.Charts.Count + 2, drawn.RootElement.EnumerateObject().Count());
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_kind_makes_a_well_formed_picture_and_is_named_where_it_is_not_drawn(string kind)
    {
        (Drawing.Figure figure, string json) = ChartJson.Of(PlotlyKinds.Charts[kind]());
        string svg = FigureSvg.Draw(figure, SvgUse.File);
        XDocument.Parse(svg);
        JsonDocument.Parse(json).Dispose();
        Assert.DoesNotMatch("=\"[^\"]*(NaN|∞|Infinity)", svg);
        foreach (UnknownTrace unknown in figure.Traces.OfType<UnknownTrace>())
            Assert.Matches($"\\[[^\\]]*{unknown.Kind}[^\\]]*: not drawn here", svg);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_README_says_of_every_kind_whether_it_is_drawn(string kind)
    {
        string readme = File.ReadAllText(Path.Combine(Charts(), "README.md"));
        string row = Regex.Match(readme, $@"^\| `{Regex.Escape(kind)}` \|.*$", RegexOptions.Multiline).Value;
        Assert.Contains($"pictures/{PlotlyKinds.File(kind)}", row);
        Assert.True(File.Exists(Path.Combine(Charts(), "pictures", PlotlyKinds.File(kind))), "its picture is missing");
        bool drawn = !ChartJson.Of(PlotlyKinds.Charts[kind]()).Figure.Traces.Any(trace => trace is UnknownTrace);
        Assert.Equal(drawn, !row.Contains("not drawn", StringComparison.Ordinal));
    }

    private static string Picture(string json) => FigureSvg.Draw(ChartJson.Of(json).Figure, SvgUse.File);

    private static string Charts([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "CourseLib.Charts");

    /// <summary>A page that draws every kind with plotly.js, and all of them small on one picture.</summary>
    private static string Sheet()
    {
        IEnumerable<string> charts = PlotlyKinds.Charts.Select(chart =>
            $"['{chart.Key}','{PlotlyKinds.File(chart.Key)}',{chart.Value()},{JsonSerializer.Serialize(Picture(chart.Value()))}]");
        StringBuilder page = new($$"""
            <html><body><script>{{Browser.Plotly()}}</script><script>
            const charts=[{{string.Join(",", charts)}}];
            """);
        page.Append("""

            const across=8,w=170,h=146,sheet=document.createElement('canvas');
            sheet.width=across*w;sheet.height=Math.ceil(charts.length/across)*h;
            const pen=sheet.getContext('2d');
            pen.fillStyle='#fff';pen.fillRect(0,0,sheet.width,sheet.height);pen.fillStyle='#222';pen.font='11px sans-serif';
            const pictures={};
            async function load(url){const image=new Image();image.src=url;await image.decode();return image}
            const both=document.createElement('canvas');both.width=1360;both.height=Math.ceil(charts.length/2)*280;
            const ink=both.getContext('2d');
            ink.fillStyle='#fff';ink.fillRect(0,0,both.width,both.height);ink.fillStyle='#222';ink.font='13px sans-serif';
            (async()=>{
              for(let i=0;i<charts.length;i++){
                const [name,file,figure,svg]=charts[i],x=i%across*w,y=Math.floor(i/across)*h,left=i%2*680,top=Math.floor(i/2)*280;
                pen.fillText(name,x+6,y+12);ink.fillText(name+': ours, plotly.js',left+6,top+14);
                const div=document.createElement('div');document.body.append(div);
                pictures[file.replace('.svg','.png')]='data:,';
                try{
                  ink.drawImage(await load('data:image/svg+xml;charset=utf-8,'+encodeURIComponent(svg)),left,top+18,340,260);
                  const layout={margin:{l:40,r:20,t:24,b:32},...figure.layout,width:340,height:260};
                  const late=new Promise((_,no)=>setTimeout(()=>no('no network'),20000));
                  await Promise.race([Plotly.newPlot(div,figure.data,layout),late]);
                  const url=await Plotly.toImage(div,{format:'png',width:340,height:260}),image=await load(url);
                  pictures[file.replace('.svg','.png')]=url;
                  pen.drawImage(image,x,y+16,w,130);ink.drawImage(image,left+340,top+18,340,260);
                }catch(e){pen.fillText(String(e).slice(0,28),x+6,y+70)}
                try{Plotly.purge(div)}catch(e){}
                div.remove();
              }
              pictures['plotly.jpg']=sheet.toDataURL('image/jpeg',0.82);
              pictures['both.png']=both.toDataURL('image/png');
              await fetch('/',{method:'POST',body:JSON.stringify(pictures)});
            })();
            </script></body></html>
            """);
        return page.ToString();
    }
}
