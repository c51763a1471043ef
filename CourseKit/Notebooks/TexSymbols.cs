namespace CourseKit.Notebooks;

/// <summary>The commands that stand for one sign, and the signs that a formula may hold as they are.</summary>
internal static class TexSymbols
{
    private const AtomClass Bin = AtomClass.Binary, Rel = AtomClass.Relation, Open = AtomClass.Open, Close = AtomClass.Close, Punct = AtomClass.Punctuation;

    /// <summary>Commands without arguments.</summary>
    public static readonly IReadOnlyDictionary<string, MathNode> Commands = All();

    /// <summary>What a character means when it stands in the formula itself; letters and digits are not among them.</summary>
    public static readonly IReadOnlyDictionary<string, MathNode> Characters = OfCharacters();

    /// <summary>What may follow \left, \right, \middle and \big; each to the character that is drawn.</summary>
    public static readonly IReadOnlyDictionary<string, string> Delimiters = new Dictionary<string, string>
    {
        ["("] = "(",
        [")"] = ")",
        ["["] = "[",
        ["]"] = "]",
        ["|"] = "|",
        ["/"] = "/",
        ["."] = "",
        ["<"] = "⟨",
        [">"] = "⟩",
        ["\\{"] = "{",
        ["\\}"] = "}",
        ["\\|"] = "‖",
        ["\\lbrace"] = "{",
        ["\\rbrace"] = "}",
        ["\\lbrack"] = "[",
        ["\\rbrack"] = "]",
        ["\\vert"] = "|",
        ["\\Vert"] = "‖",
        ["\\lvert"] = "|",
        ["\\rvert"] = "|",
        ["\\lVert"] = "‖",
        ["\\rVert"] = "‖",
        ["\\langle"] = "⟨",
        ["\\rangle"] = "⟩",
        ["\\lfloor"] = "⌊",
        ["\\rfloor"] = "⌋",
        ["\\lceil"] = "⌈",
        ["\\rceil"] = "⌉",
        ["\\backslash"] = "\\",
        ["\\uparrow"] = "↑",
        ["\\downarrow"] = "↓",
        ["\\updownarrow"] = "↕",
    };

    private static Dictionary<string, MathNode> All()
    {
        var commands = new Dictionary<string, MathNode>();
        void Add(Func<string, MathNode> make, string pairs)
        {
            string[] words = pairs.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            for (int i = 0; i < words.Length; i += 2) commands.Add(words[i], make(words[i + 1]));
        }
        void AddClass(AtomClass kind, string pairs) => Add(text => new MathSymbol(text, kind), pairs);

        Add(text => new MathLetter(text, Upright: false), """
            alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ
            omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω partial ∂
            """);
        Add(text => new MathLetter(text, Upright: true), """
            Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
            nabla ∇ infty ∞ ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ top ⊤ bot ⊥ angle ∠
            imath ı jmath ȷ degree ° checkmark ✓ square □ blacksquare ■ triangle △ dagger † prime ′ complement ∁
            % % # # & & _ _ $ $
            """);
        AddClass(Bin, """
            pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet • odot ⊙ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ cup ∪ cap ∩ setminus ∖
            wedge ∧ land ∧ vee ∨ lor ∨ sqcup ⊔ sqcap ⊓ uplus ⊎ amalg ⨿ boxplus ⊞ boxtimes ⊠ diamond ⋄ ltimes ⋉ rtimes ⋊ bigcirc ◯
            """);
        AddClass(Rel, """
            le ≤ leq ≤ ge ≥ geq ≥ leqslant ⩽ geqslant ⩾ lt < gt > ll ≪ gg ≫ ne ≠ neq ≠ approx ≈ approxeq ≊ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ asymp ≍ doteq ≐
            triangleq ≜ coloneqq ≔ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ nsubseteq ⊈ subsetneq ⊊ mid ∣ nmid ∤ parallel ∥ perp ⟂
            prec ≺ succ ≻ preceq ⪯ succeq ⪰ vdash ⊢ dashv ⊣ models ⊨ lesssim ≲ gtrsim ≳ therefore ∴ because ∵
            to → rightarrow → leftarrow ← gets ← uparrow ↑ downarrow ↓ updownarrow ↕ leftrightarrow ↔ mapsto ↦ longmapsto ⟼ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔
            longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ implies ⟹ impliedby ⟸ iff ⟺
            hookrightarrow ↪ hookleftarrow ↩ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ rightharpoonup ⇀ rightleftharpoons ⇌ leadsto ⇝ rightsquigarrow ⇝
            """);
        AddClass(Open, "lbrace { { { lbrack [ langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖");
        AddClass(Close, "rbrace } } } rbrack ] rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖");
        AddClass(Punct, "colon :");
        AddClass(AtomClass.Ordinary, "vert | Vert ‖ | ‖ backslash \\ neg ¬ lnot ¬ flat ♭ sharp ♯ natural ♮");
        AddClass(AtomClass.Inner, "ldots … cdots ⋯ vdots ⋮ ddots ⋱ dotsc … dotsb ⋯");
        Add(text => new MathBigOperator(text, Limits: true), """
            sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ bigvee ⋁ bigwedge ⋀ bigsqcup ⨆
            """);
        Add(text => new MathBigOperator(text, Limits: false), "int ∫ iint ∬ iiint ∭ oint ∮");
        foreach (string name in "log ln exp lg sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan arg deg dim hom ker".Split(' '))
            commands.Add(name, new MathFunction(name, Limits: false));
        foreach (string name in "max min sup inf lim det gcd Pr".Split(' ')) commands.Add(name, new MathFunction(name, Limits: true));
        commands.Add("limsup", new MathFunction("lim\u2009sup", Limits: true));
        commands.Add("liminf", new MathFunction("lim\u2009inf", Limits: true));
        foreach ((string name, double em) in new (string, double)[]
            { (",", 3 / 18.0), ("thinspace", 3 / 18.0), (":", 4 / 18.0), (">", 4 / 18.0), (";", 5 / 18.0), ("!", -3 / 18.0), ("negthinspace", -3 / 18.0),
              (" ", 1 / 3.0), ("enspace", 0.5), ("quad", 1), ("qquad", 2) })
            commands.Add(name, new MathSpace(em));
        foreach ((string name, MathStyle style) in new (string, MathStyle)[]
            { ("displaystyle", MathStyle.Display), ("textstyle", MathStyle.Text), ("scriptstyle", MathStyle.Script) })
            commands.Add(name, new MathStyleSwitch(style));
        return commands;
    }

    private static Dictionary<string, MathNode> OfCharacters()
    {
        // A sign typed as Unicode means what its command means; the characters below are TeX's own.
        var characters = new Dictionary<string, MathNode>();
        foreach (MathNode node in Commands.Values)
            _ = node switch
            {
                MathSymbol symbol => characters.TryAdd(symbol.Text, symbol),
                MathLetter letter => characters.TryAdd(letter.Text, letter),
                MathBigOperator operation => characters.TryAdd(operation.Text, operation),
                _ => false,
            };
        foreach ((string text, string sign, AtomClass kind) in new (string, string, AtomClass)[]
            { ("+", "+", Bin), ("-", "−", Bin), ("−", "−", Bin), ("*", "∗", Bin), ("=", "=", Rel), ("<", "<", Rel), (">", ">", Rel), (":", ":", Rel),
              ("(", "(", Open), ("[", "[", Open), (")", ")", Close), ("]", "]", Close), ("!", "!", Close), ("?", "?", Close), (",", ",", Punct), (";", ";", Punct),
              ("|", "|", AtomClass.Ordinary), ("/", "/", AtomClass.Ordinary), (".", ".", AtomClass.Ordinary), ("@", "@", AtomClass.Ordinary), ("\"", "″", AtomClass.Ordinary) })
            characters[text] = new MathSymbol(sign, kind);
        return characters;
    }
}
