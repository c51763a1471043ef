using System.Xml.Linq;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Notebooks;

public class TexToMathMLTests
{
    /// <summary>The formula's first element, parsed strictly.</summary>
    private static XElement Body(string tex, bool display = false) =>
        XDocument.Parse(TexToMathML.Convert(tex, display)).Root!.Element("semantics")!.Elements().First();

    /// <summary>The structure without attributes and spaces: leaves as their text, rows in brackets, other elements as calls.</summary>
    private static string Shape(XElement element)
    {
        if (!element.HasElements && element.Name.LocalName is "mi" or "mn" or "mo" or "mtext") return element.Value;
        string inner = string.Join(' ', element.Elements().Where(child => child.Name != "mspace").Select(Shape));
        return element.Name == "mrow" ? $"[{inner}]" : $"{element.Name.LocalName["m".Length..]}({inner})";
    }

    private static string Shape(string tex, bool display = false) => Shape(Body(tex, display)) is ['[', .. var inner, ']'] ? inner : Shape(Body(tex, display));

    [Theory]
    [InlineData("x", "x")]
    [InlineData("ab", "a b")]
    [InlineData("3.14x", "3.14 x")]
    [InlineData("x_i", "sub(x i)")]
    [InlineData("x^2", "sup(x 2)")]
    [InlineData("x_i^2", "subsup(x i 2)")]
    [InlineData("x^2_i", "subsup(x i 2)")]
    [InlineData("x^{10}", "sup(x 10)")]
    [InlineData("x^10", "sup(x 1) 0")]
    [InlineData("x_{i,j}", "sub(x [i , j])")]
    [InlineData("e^{-x^2}", "sup(e [− sup(x 2)])")]
    [InlineData("f'", "sup(f ′)")]
    [InlineData("f''_i", "subsup(f i [′ ′])")]
    [InlineData("f'^2", "sup(f [′ 2])")]
    [InlineData("{}^{14}C", "sup([] 14) C")]
    [InlineData("{x_a}_b", "sub(sub(x a) b)")]
    [InlineData("\\frac{a}{b}", "frac(a b)")]
    [InlineData("\\frac12", "frac(1 2)")]
    [InlineData("\\frac{1}{1+\\frac{1}{x}}", "frac(1 [1 + frac(1 x)])")]
    [InlineData("\\dfrac ab", "style(frac(a b))")]
    [InlineData("\\sqrt{x+1}", "sqrt([x + 1])")]
    [InlineData("\\sqrt[3]{x}", "root(x 3)")]
    [InlineData("\\sqrt[n+1]x", "root(x [n + 1])")]
    [InlineData("\\binom{n}{k}", "( frac(n k) )")]
    [InlineData("\\alpha\\Gamma", "α Γ")]
    [InlineData("\\hat{x}", "over(x ^)")]
    [InlineData("\\hat x_i", "sub(over(x ^) i)")]
    [InlineData("\\bar\\mu", "over(μ ¯)")]
    [InlineData("\\tilde x\\dot x\\ddot x\\vec x", "over(x ~) over(x ˙) over(x ¨) over(x →)")]
    [InlineData("\\overline{ab}", "[a b]")]
    [InlineData("\\underbrace{a+b}_{c}", "under(under([a + b] ⏟) c)")]
    [InlineData("\\overbrace{a}^{3}", "over(over(a ⏞) 3)")]
    [InlineData("\\underset{x}{\\min}", "under(min x)")]
    [InlineData("\\overset{!}{=}", "over(= !)")]
    [InlineData("\\stackrel{\\text{def}}{=}", "over(= def)")]
    [InlineData("\\xrightarrow[b]{a}", "underover(→ [b] [a])")]
    [InlineData("\\mathbb{R}^{n}", "sup(ℝ n)")]
    [InlineData("\\mathcal{L}\\mathcal{N}", "ℒ 𝒩")]
    [InlineData("\\mathrm{Var}[X]", "Var [ X ]")]
    [InlineData("\\mathbf{Wx}", "𝐖 𝐱")]
    [InlineData("\\mathbf{1}_2", "sub(𝟏 2)")]
    [InlineData("\\boldsymbol{\\gamma}\\bm\\Omega", "𝜸 𝜴")]
    [InlineData("\\mathfrak{C}\\mathsf{a}\\mathtt{b}", "ℭ 𝖺 𝚋")]
    [InlineData("\\text{if } x", "if\u00A0 x")]
    [InlineData("\\text{for $i>1$, 100\\%}", "for\u00A0 [i > 1] , 100%")]
    [InlineData("\\operatorname{softmax}(z)", "softmax ( z )")]
    [InlineData("\\left(\\frac ab\\right)", "( frac(a b) )")]
    [InlineData("\\left\\{x\\middle|y\\right.", "{ x | y")]
    [InlineData("\\left\\lVert x\\right\\rVert_2", "sub([‖ x ‖] 2)")]
    [InlineData("\\left\\langle a\\right]", "⟨ a ]")]
    [InlineData("\\big(x\\Bigr]", "( x ]")]
    [InlineData("\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}", "( table(tr(td(a) td(b)) tr(td(c) td(d))) )")]
    [InlineData("\\begin{matrix}1\\\\2\\\\\\end{matrix}", "table(tr(td(1)) tr(td(2)))")]
    [InlineData("\\begin{cases}1&x>0\\\\0&\\text{else}\\end{cases}", "{ table(tr(td(1) td([x > 0])) tr(td(0) td(else)))")]
    [InlineData("\\begin{aligned}a&=b\\\\&=c\\end{aligned}", "table(tr(td(a) td(= b)) tr(td() td(= c)))")]
    [InlineData("\\begin{array}{l|r}a&b\\\\\\hline c&d\\end{array}", "table(tr(td(a) td(b)) tr(td(c) td(d)))")]
    [InlineData("a\\\\b", "table(tr(td(a)) tr(td(b)))")]
    [InlineData("a\\\\[4pt] b", "table(tr(td(a)) tr(td(b)))")]
    [InlineData("\\substack{a\\\\b}", "style(table(tr(td(a)) tr(td(b))))")]
    [InlineData("a\\not=b\\not\\in C\\not\\subset D", "a ≠ b ∉ C ⊂\u0338 D")]
    [InlineData("1,\\dots,n", "1 , … , n")]
    [InlineData("1+\\dots+n", "1 + ⋯ + n")]
    [InlineData("a\\bmod n", "a mod n")]
    [InlineData("\\phantom{x}y", "padded(phantom(x)) y")]
    [InlineData("\\boxed{x}", "x")]
    [InlineData("x % a comment\n+ y", "x + y")]
    [InlineData("\\{a\\}\\_\\%\\$\\#\\&", "{ a } _ % $ # &")]
    [InlineData("x \\tag{3}", "x [(3)]")]
    [InlineData("ŷ≤γ→∑", "ŷ ≤ γ → ∑")]
    [InlineData("a<b>c", "a < b > c")]
    [InlineData("", "")]
    public void A_formula_has_its_structure(string tex, string shape) => Assert.Equal(shape, Shape(tex));

    [Theory]
    [InlineData("\\sum_{i=1}^n x_i", "underover(∑ [i = 1] n) sub(x i)", "subsup(∑ [i = 1] n) sub(x i)")]
    [InlineData("\\prod_i", "under(∏ i)", "sub(∏ i)")]
    [InlineData("\\lim_{n\\to\\infty}", "under(lim [n → ∞])", "sub(lim [n → ∞])")]
    [InlineData("\\operatorname*{arg\\,max}_x", "under(arg\u2009max x)", "sub(arg\u2009max x)")]
    [InlineData("\\int_0^1", "subsup(∫ 0 1)", "subsup(∫ 0 1)")]
    [InlineData("\\int\\limits_0^1", "underover(∫ 0 1)", "underover(∫ 0 1)")]
    [InlineData("\\sum\\nolimits_i", "sub(∑ i)", "sub(∑ i)")]
    [InlineData("\\frac{\\sum_i}{2}", "frac(sub(∑ i) 2)", "frac(sub(∑ i) 2)")]
    [InlineData("\\begin{aligned}\\sum_i\\end{aligned}", "table(tr(td(under(∑ i))))", "table(tr(td(under(∑ i))))")]
    public void Limits_stand_above_and_below_in_display_only(string tex, string display, string inline)
    {
        Assert.Equal(display, Shape(tex, display: true));
        Assert.Equal(inline, Shape(tex));
    }

    [Fact]
    public void Displaystyle_in_a_row_moves_limits() =>
        Assert.Equal("x style(under(∑ i))", Shape("x\\displaystyle\\sum_i"));

    public static readonly TheoryData<string> Derivations = new()
    {
        @"\mu_{\mathcal{B}} \leftarrow \frac{1}{m}\sum_{i=1}^{m} x_i",
        @"\sigma_{\mathcal{B}}^2 \leftarrow \frac{1}{m}\sum_{i=1}^{m}(x_i-\mu_{\mathcal{B}})^2",
        @"\widehat{x}_i \leftarrow \frac{x_i-\mu_{\mathcal{B}}}{\sqrt{\sigma_{\mathcal{B}}^2+\epsilon}}",
        @"y_i \leftarrow \gamma\widehat{x}_i+\beta \equiv \mathrm{BN}_{\gamma,\beta}(x_i)",
        @"\frac{\partial\ell}{\partial\sigma_{\mathcal{B}}^2} = \sum_{i=1}^{m}\frac{\partial\ell}{\partial\widehat{x}_i}\cdot(x_i-\mu_{\mathcal{B}})\cdot\frac{-1}{2}(\sigma_{\mathcal{B}}^2+\epsilon)^{-3/2}",
        @"\frac{\partial\ell}{\partial\mu_{\mathcal{B}}} = \left(\sum_{i=1}^{m}\frac{\partial\ell}{\partial\widehat{x}_i}\cdot\frac{-1}{\sqrt{\sigma_{\mathcal{B}}^2+\epsilon}}\right) + \frac{\partial\ell}{\partial\sigma_{\mathcal{B}}^2}\cdot\frac{\sum_{i=1}^{m}-2(x_i-\mu_{\mathcal{B}})}{m}",
        @"\begin{aligned} \mathrm{E}[x] &\leftarrow \mathrm{E}_{\mathcal{B}}[\mu_{\mathcal{B}}] \\ \operatorname{Var}[x] &\leftarrow \tfrac{m}{m-1}\,\mathrm{E}_{\mathcal{B}}[\sigma_{\mathcal{B}}^2] \end{aligned}",
        @"dX = \frac{\gamma}{m\sqrt{\sigma^2+\epsilon}}\Bigl(m\,dY - \mathbf{1}^{\top} dY - \hat{X}\odot\sum_{n,h,w} dY\odot\hat{X}\Bigr)",
        @"f'(z) = \beta f(z) + \sigma(\beta z)\bigl(1-\beta f(z)\bigr), \qquad \omega = 4(z+1)+4e^{2z}+e^{3z}+e^z(4z+6)",
        @"\operatorname{Var}\Bigl(\sum_{i}^{n_{\text{in}}} w_i x_i\Bigr) = \sum_i^{n_\text{in}} [\mathbb{E}(w_i)]^2\operatorname{Var}(x_i) + [\mathbb{E}(x_i)]^2\operatorname{Var}(w_i)+\operatorname{Var}(x_i)\operatorname{Var}(w_i)",
        @"\mu_{nc}(x) = \frac{1}{HW}\sum_{h=1}^{H}\sum_{w=1}^{W}x_{nchw}",
        @"\mathrm{AdaIN}(x,y)=\sigma(y)\left(\frac{x-\mu(x)}{\sigma(x)}\right)+\mu(y)",
        @"\hat h_{ncij} = \gamma\,\frac{h_{ncij}-\sum_{k\in\Omega}w_k\mu_k}{\sqrt{\sum_{k\in\Omega}w'_k\sigma_k^2+\epsilon}}+\beta, \quad w_k = \frac{e^{\lambda_k}}{\sum_{z\in\{\mathrm{in},\mathrm{ln},\mathrm{bn}\}}e^{\lambda_z}}",
        @"\left\lfloor\frac{H+2p-d\,(k-1)-1}{s}\right\rfloor+1",
        @"\langle Ax, y\rangle = \langle x, A^{\mathsf{T}}y\rangle",
        @"J = -\frac{1}{m}\sum_{i=1}^{m}\left[y^{(i)}\log\hat y^{(i)}+(1-y^{(i)})\log\bigl(1-\hat y^{(i)}\bigr)\right]",
        @"\text{Attention}(Q,K,V)=\operatorname{softmax}\!\left(\frac{QK^{\top}}{\sqrt{d_k}}\right)V",
        @"\bar o^{(i,j)}(x)=\sum_{o\in\mathcal{O}}\frac{\exp(\alpha_o^{(i,j)})}{\sum_{o'\in\mathcal{O}}\exp(\alpha_{o'}^{(i,j)})}\,o(x)",
        @"\theta_{t+1} = \theta_t-\eta\,\nabla_{\!\theta}\mathcal{L},\quad v\leftarrow d\cdot v+(1-d)\,y",
        @"\operatorname*{arg\,min}_{\theta}\;\max_{\lVert\delta\rVert_\infty\le\varepsilon}\mathcal{L}(\theta,x+\delta)",
    };

    [Theory, MemberData(nameof(Derivations))]
    public void The_formulas_of_the_course_are_typeset(string tex)
    {
        string mathML = TexToMathML.Convert(tex, display: true);
        Assert.Equal(tex, XDocument.Parse(mathML).Descendants("annotation").Single().Value);
        Assert.DoesNotContain('\\', string.Concat(Body(tex, display: true).DescendantsAndSelf().Where(e => !e.HasElements).Select(e => e.Value)));
    }

    [Theory]
    [InlineData("\\foo", 0, "unknown command \\foo")]
    [InlineData("a + \\gama", 4, "did you mean \\gamma?")]
    [InlineData("\\color{red}", 0, "unknown command \\color")]
    [InlineData("{a", 0, "brace opened here is never closed")]
    [InlineData("a}", 1, "'}' has no '{'")]
    [InlineData("\\frac{a}", 8, "\\frac needs something after it")]
    [InlineData("x^", 2, "'^' needs something after it")]
    [InlineData("x_a_b", 3, "two subscripts")]
    [InlineData("x^a^b", 3, "two superscripts")]
    [InlineData("x^a'", 3, "a prime follows a superscript")]
    [InlineData("\\left(a", 0, "\\left is never closed")]
    [InlineData("a\\right)", 1, "\\right has no \\left")]
    [InlineData("\\left x\\right)", 6, "'x' is no delimiter")]
    [InlineData("\\left(\\frac{a}{b\\right)", 14, "before '\\right'")]
    [InlineData("\\begin{foo}\\end{foo}", 0, "unknown environment 'foo'")]
    [InlineData("\\begin{matrix}a", 0, "never closed")]
    [InlineData("\\begin{matrix}a\\end{pmatrix}", 0, "closed by \\end{pmatrix}")]
    [InlineData("a\\end{matrix}", 1, "\\end has no \\begin")]
    [InlineData("\\begin{array}{xy}a\\end{array}", 13, "columns of an array")]
    [InlineData("a & b", 2, "'&' stands outside")]
    [InlineData("a $ b", 2, "'$' stands in the formula")]
    [InlineData("\\text{a $x$", 5, "never closed")]
    [InlineData("\\text{a $x}", 8, "has no partner")]
    [InlineData("\\text{a $\\foo$}", 9, "unknown command \\foo")]
    [InlineData("\\text{\\alpha}", 6, "holds words")]
    [InlineData("\\operatorname{\\frac12}", 13, "plain name")]
    [InlineData("\\sqrt[3{x}", 5, "bracket opened here")]
    [InlineData("\\hspace{3}", 7, "length in em")]
    [InlineData("\\not a", 6, "\\not needs a sign")]
    [InlineData("a\\", 1, "ends in a backslash")]
    public void A_mistake_is_named_with_its_position(string tex, int position, string message)
    {
        var wrong = Assert.Throws<TexException>(() => TexToMathML.Convert(tex, display: true));
        Assert.Contains(message, wrong.Message);
        Assert.Equal(position, wrong.Position);
    }

    [Theory]
    [InlineData("{", "}")]
    [InlineData("\\sqrt{", "}")]
    [InlineData("\\frac", "")]
    [InlineData("\\left(", "\\right)")]
    [InlineData("\\hat", "x")]
    [InlineData("x^{", "}")]
    [InlineData("\\text{$", "$}")]
    public void Deep_nesting_is_an_error_and_not_a_crash(string open, string close)
    {
        string tex = string.Concat(Enumerable.Repeat(open, 20_000)) + string.Concat(Enumerable.Repeat(close, 20_000));
        Assert.Throws<TexException>(() => TexToMathML.Convert(tex, display: false));
    }

    [Theory]
    [InlineData("a+b", 0.222, 0.222)]
    [InlineData("a=b", 0.278, 0.278)]
    [InlineData("-b", 0, 0)]
    [InlineData("(-b)", 0, 0)]
    [InlineData("a,b", 0, 0.167)]
    [InlineData("x^{a+b}", 0, 0)]
    [InlineData("{,}", 0, 0)]
    [InlineData("|x|", 0, 0)]
    [InlineData("p\\mid x", 0.278, 0.278)]
    public void Spacing_is_that_of_TeX(string tex, double before, double after)
    {
        XElement sign = Body(tex).DescendantsAndSelf("mo").First(mo => mo.Attribute("lspace") is not null);
        double Em(string name) => double.Parse(sign.Attribute(name)!.Value.Replace("em", ""), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((before, after), (Em("lspace"), Em("rspace")));
    }

    [Fact]
    public void A_minus_after_an_equals_sign_is_a_sign_and_not_a_subtraction() =>
        Assert.Equal("0", Body("a=-b").Elements("mo").Last().Attribute("lspace")!.Value);

    [Fact]
    public void Markup_in_a_formula_stays_text()
    {
        string mathML = TexToMathML.Convert("x<script>alert(1)</script>\\text{<b>&\"}", display: false);
        Assert.DoesNotContain("<script", mathML);
        Assert.DoesNotContain("<b>", mathML);
        XDocument.Parse(mathML);
    }

    [Fact]
    public void An_error_is_told_in_one_line_with_the_formula()
    {
        Assert.False(TexToMathML.TryConvert("\\alpha +\n\\foo", false, out _, out string? error));
        Assert.Equal("unknown command \\foo; did you mean \\not?, at character 10 of the formula '\\alpha + \\foo'", error.Replace("\\to?", "\\not?"));
    }
}
