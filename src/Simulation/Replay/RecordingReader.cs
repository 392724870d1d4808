namespace Simulation.Replay;

/// <summary>Reads logs: our exports as JSON lines or text, and the common text formats (docs/replay.md), line by line.</summary>
public static class RecordingReader
{
    /// <summary>Most messages that a log may have.</summary>
    public const int MaxMessages = 1_000_000;

    private const int MostProblems = 5;

    /// <summary>Reads the log of one charger.</summary>
    /// <param name="text">The file.</param>
    /// <param name="chargerId">Whose messages to take; null when the file has those of one charger only.</param>
    /// <param name="problems">What is wrong with the file, the first of it; empty when nothing is.</param>
    /// <returns>The recording; null when something is wrong.</returns>
    public static Recording? Read(TextReader text, string? chargerId, out IReadOnlyList<RecordingProblem> problems)
    {
        var (messages, wrong) = (new List<RecordedMessage>(), new List<RecordingProblem>());
        problems = wrong;
        var (number, passedOver) = (0, 0);
        while (wrong.Count < MostProblems && text.ReadLine() is { } line)
        {
            number++;
            var read = Line(number, line);
            if (read.Problem is { } problem)
            {
                wrong.Add(new(number, problem));
            }
            else if (read.Message is null)
            {
                passedOver += string.IsNullOrWhiteSpace(line) ? 0 : 1;
            }
            else if (messages.Count == MaxMessages)
            {
                wrong.Add(new(number, $"a log may have {MaxMessages} messages; replay a part of it"));
                break;
            }
            else
            {
                messages.Add(read.Message);
            }
        }
        if (wrong.Count > 0)
        {
            return null;
        }
        if (messages.Count == 0)
        {
            wrong.Add(new(0, "no line of it is an OCPP message"));
            return null;
        }
        return Of(messages, chargerId, passedOver, wrong);
    }

    private static RecordedLine Line(int number, string line)
    {
        if (string.IsNullOrWhiteSpace(line) || line[0] == '#')
        {
            return RecordedLine.None;
        }
        if (line.AsSpan().TrimStart()[0] == '{')
        {
            return ExportedLine.Json(number, line);
        }
        var columns = ExportedLine.Columns(line);
        return ExportedLine.IsText(columns) ? ExportedLine.Text(number, columns) : CommonLine.Read(number, line);
    }

    private static Recording? Of(
        List<RecordedMessage> messages,
        string? chargerId,
        int passedOver,
        List<RecordingProblem> problems
    )
    {
        var ids = messages
            .Select(it => it.ChargerId)
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        var there = string.Join(", ", ids.Take(MostProblems)) + (ids.Count > MostProblems ? ", …" : "");
        if (chargerId is null && ids.Count > 1)
        {
            problems.Add(new(0, $"it has messages of {ids.Count} chargers ({there}): say whose to replay"));
            return null;
        }
        if (chargerId is not null && ids.Count > 0 && !ids.Contains(chargerId))
        {
            problems.Add(new(0, $"it has no message of '{chargerId}', but of {there}"));
            return null;
        }
        var id = chargerId ?? ids.FirstOrDefault();
        return new(id, [.. messages.Where(it => it.ChargerId is null || it.ChargerId == id)], passedOver);
    }
}
