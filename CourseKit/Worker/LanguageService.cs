using System.Collections.Concurrent;

namespace CourseKit.Worker;

/// <summary>Answers questions about text on a thread of its own: Roslyn recurses deeply, and a cell may be running.</summary>
internal sealed class LanguageService
{
    private const int StackSize = 16 << 20;

    private readonly CellSession session;
    private readonly Action<WorkerEvent> tell;
    private readonly BlockingCollection<Question> questions = [];

    public LanguageService(CellSession session, Action<WorkerEvent> tell)
    {
        this.session = session;
        this.tell = tell;
        new Thread(AnswerAll, StackSize) { IsBackground = true, Name = "language" }.Start();
    }

    public void Ask(Question question) => questions.Add(question);

    private void AnswerAll()
    {
        foreach (Question question in questions.GetConsumingEnumerable()) tell(Answer(question));
    }

    private Answer Answer(Question question)
    {
        try
        {
            return question switch
            {
                CompleteRequest request => new Completion(session, request).Answer(),
                InspectRequest request => new Inspection(session, request).Answer(),
                IsCompleteRequest request => Completeness.Answer(request),
                _ => throw new ArgumentException($"no answer to a {question.GetType().Name}"),
            };
        }
        catch (Exception)
        {
            // Half-written text leads into corners of the compiler; no suggestion is better than no worker.
            return question switch
            {
                CompleteRequest request => new CompletionAnswer(request.Id, request.Cursor, request.Cursor, []),
                IsCompleteRequest request => new IsCompleteAnswer(request.Id, "complete"),
                _ => new InspectionAnswer(question.Id),
            };
        }
    }
}
