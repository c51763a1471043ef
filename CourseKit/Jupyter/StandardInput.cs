using System.Text.Json.Nodes;
using CourseKit.Worker;

namespace CourseKit.Jupyter;

/// <summary>Carries the questions of a cell (<c>Console.ReadLine</c>) to the front end that ran it, and the answers back.</summary>
internal sealed class StandardInput(KernelChannels channels)
{
    /// <summary>The execute_request that runs now; null when its sender takes no questions.</summary>
    public JupyterMessage? Asker { get; set; }

    /// <summary>The answer; null when there is nobody to ask, or the cell ended while the question stood.</summary>
    public async Task<string?> AskAsync(InputEvent question, CancellationToken cellEnded)
    {
        if (Asker is not JupyterMessage asker) return null;
        // What was typed too late for an earlier question answers nothing.
        channels.InputReplies.Clear();
        channels.Ask(asker, new JsonObject { ["prompt"] = question.Prompt, ["password"] = question.Password });
        try
        {
            while (true)
            {
                JupyterMessage reply = await channels.InputReplies.TakeAsync(cellEnded);
                if (reply.Type == "input_reply" && reply.Identities[0].AsSpan().SequenceEqual(asker.Identities[0])) return reply.Content.Text("value") ?? "";
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
