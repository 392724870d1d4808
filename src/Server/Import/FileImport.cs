using System.Text.Json;
using Server.Api;

namespace Server.Import;

/// <summary>What an item comes to.</summary>
/// <param name="Outcome">What happens to it, unless it has errors.</param>
/// <param name="Entry">What is to be written; null for nothing.</param>
/// <param name="Changes">The paths of the fields that an update changes.</param>
internal sealed record ItemFinding<T>(ImportOutcome Outcome, T? Entry, IReadOnlyList<string>? Changes = null)
    where T : class
{
    public static ItemFinding<T> Invalid { get; } = new(ImportOutcome.Invalid, null);

    public static ItemFinding<T> Unchanged { get; } = new(ImportOutcome.Unchanged, null);
}

/// <summary>Reads and checks a file as a whole, item by item; then it is written, all or nothing.</summary>
/// <typeparam name="T">What is to be written of an item.</typeparam>
internal abstract class FileImport<T>
    where T : class
{
    // A report is for a person: beyond this many errors the file is of the wrong kind.
    private const int MostErrors = 1000;

    // More than a process has room for.
    private const int MostItems = 50_000;

    private readonly List<ImportError> _errors = [];
    private readonly List<ImportItem> _items = [];
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private int _moreErrors;
    private int _lastErrorLine;

    /// <summary>What is imported.</summary>
    public abstract ImportSchema Schema { get; }

    /// <summary>What is to be written.</summary>
    protected List<T> Entries { get; } = [];

    /// <summary>The cable of an EVSE that is there already and stays, for a CSV file without that column.</summary>
    public virtual string? CableOf(string id, int evseId) => null;

    /// <summary>Reads the file of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBytes">The most that it may have.</param>
    /// <param name="progress">Told how far it is; null for nobody.</param>
    public Task<ImportReport> ReadAsync(HttpRequest request, long maxBytes, ImportProgress? progress) =>
        ReadAsync(() => ImportFile.OpenAsync(request, maxBytes), progress, request.HttpContext.RequestAborted);

    /// <summary>Reads a file.</summary>
    public async Task<ImportReport> ReadAsync(
        Func<Task<ImportFile>> open,
        ImportProgress? progress,
        CancellationToken aborted
    )
    {
        long? length = null;
        try
        {
            var file = await open();
            length = file.Length;
            await foreach (var item in file.ItemsAsync(Schema, CableOf, Tell, aborted))
            {
                using (item)
                {
                    Add(item);
                }
            }

            Finish();
        }
        catch (UnreadableFileException unreadable)
        {
            foreach (var error in unreadable.Errors)
            {
                Report(error);
            }
        }

        return ToReport();

        void Tell(long position) => progress?.Reading(position, length);
    }

    /// <summary>Writes it: all or nothing.</summary>
    public abstract Task CommitAsync(ImportProgress progress);

    /// <summary>What an item comes to, with what is wrong in <paramref name="errors"/>.</summary>
    protected abstract ItemFinding<T> Check(FileItem item, JsonElement json, List<FieldError> errors);

    /// <summary>What can only be checked when the whole file is known.</summary>
    protected virtual void Finish() { }

    /// <summary>The place of the item that is being checked.</summary>
    protected int ItemIndex => _items.Count;

    /// <summary>An error of an item that has been checked.</summary>
    protected void Refuse(int itemIndex, ImportError error)
    {
        Report(error);
        _items[itemIndex] = _items[itemIndex] with { Outcome = ImportOutcome.Invalid, Changes = null };
    }

    private void Add(FileItem item)
    {
        if (_items.Count == MostItems)
        {
            throw new UnreadableFileException(
                item.Line,
                $"The file has more than {MostItems} {Schema.Plural}: split it and import its parts."
            );
        }

        var errors = new List<FieldError>();
        var finding = item.Json is { } json ? Check(item, json, errors) : ItemFinding<T>.Invalid;
        if (item.Id is { } id && !_lines.TryAdd(id, item.Line))
        {
            errors.Add(new("id", $"is in this file twice: '{id}' is on line {_lines[id]} already{item.DuplicateHint}"));
        }

        var reported = item
            .Problems.Concat(errors.Where(error => !item.IsConsequence(error.Path)).Select(item.At))
            .ToList();
        reported.ForEach(Report);
        if (reported.Count > 0 || finding.Outcome == ImportOutcome.Invalid)
        {
            finding = ItemFinding<T>.Invalid;
        }

        if (finding.Entry is { } entry)
        {
            Entries.Add(entry);
        }

        var changes = finding.Changes?.Select(item.NameOf).Distinct().ToList();
        _items.Add(new(item.Line, item.Id, finding.Outcome, changes));
    }

    private void Report(ImportError error)
    {
        if (_errors.Count < MostErrors)
        {
            _errors.Add(error);
        }
        else
        {
            (_moreErrors, _lastErrorLine) = (_moreErrors + 1, error.Line);
        }
    }

    private ImportReport ToReport()
    {
        var valid = _errors.Count == 0;
        List<ImportError> errors = [.. _errors.OrderBy(error => error.Line)];
        if (_moreErrors > 0)
        {
            errors.Add(new(_lastErrorLine, "", $"… and {_moreErrors} more errors."));
        }

        return new()
        {
            Valid = valid,
            Created = Count(ImportOutcome.Create),
            Updated = Count(ImportOutcome.Update),
            Unchanged = Count(ImportOutcome.Unchanged),
            ErrorCount = _errors.Count + _moreErrors,
            Errors = errors,
            Items = _items,
        };

        // Of a file with errors nothing happens.
        int Count(ImportOutcome outcome) => valid ? _items.Count(item => item.Outcome == outcome) : 0;
    }
}
