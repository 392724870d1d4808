using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace Server.Import;

/// <summary>The items of a CSV file (RFC 4180, separated by commas or semicolons), row by row.</summary>
internal sealed class CsvRows(Stream file, char separator, ImportSchema schema)
{
    private const int LargestRow = 256 * 1024;
    private CsvMalformedReason? _malformed;

    /// <param name="cableOf">The cable of an EVSE that is there already, for a file without that column.</param>
    /// <param name="position">Told how many bytes are read, item by item.</param>
    /// <param name="aborted">The reader has gone.</param>
    /// <exception cref="UnreadableFileException">It cannot be read on.</exception>
    public async IAsyncEnumerable<FileItem> ReadAsync(
        Func<string, int, string?> cableOf,
        Action<long> position,
        [EnumeratorCancellation] CancellationToken aborted
    )
    {
        using var csv = CsvReader.Create(file, Options(), leaveOpen: true);
        if (!await NextAsync(csv, aborted))
        {
            throw new UnreadableFileException(
                1,
                $"The file is empty: its first line must name the columns, {Names(schema.Columns)}."
            );
        }

        var places = Header(csv);
        CsvFileItem? item = null;
        while (await NextAsync(csv, aborted))
        {
            var problems = new List<ImportError>();
            var row = Row(csv, places, problems);
            if (problems.Count == 0 && row.Cells.All(string.IsNullOrEmpty))
            {
                // Spreadsheets leave such rows behind.
                continue;
            }

            if (item is null || !schema.HasEvses || row.Cells[0] is not { Length: > 0 } id || id != item.IdCell)
            {
                if (item is not null)
                {
                    yield return item.Read(cableOf);
                }

                position(csv.ByteOffset);
                item = new CsvFileItem(schema) { Line = row.Line };
            }

            item.Add(row);
            item.Problems.AddRange(problems);
            item.Broken |= problems.Count > 0;
        }

        if (item is not null)
        {
            yield return item.Read(cableOf);
        }
    }

    private CsvReaderOptions Options() =>
        new()
        {
            Separator = separator,
            HasHeader = false,
            TrackLineNumbers = true,
            MaxRecordSize = LargestRow,
            Encoding = Encoding.UTF8,
            OnMalformedRecord = record => _malformed = record.Reason,
        };

    private async ValueTask<bool> NextAsync(CsvReader csv, CancellationToken aborted)
    {
        _malformed = null;
        try
        {
            return await csv.ReadAsync(aborted);
        }
        catch (CsvFormatException error)
        {
            throw new UnreadableFileException(
                (int)error.LineNumber,
                $"The row that begins here is longer than {LargestRow / 1024} KB: a quote in it is probably not closed."
            );
        }
    }

    /// <summary>Where each column of the schema is in the file; -1 for one that is not there.</summary>
    private int[] Header(CsvReader csv)
    {
        var line = (int)csv.LineNumber;
        var names = Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).ToList();
        var problems = new List<ImportError>();
        if (Malformed() is { } malformed)
        {
            problems.Add(new(line, "", malformed));
        }

        foreach (var (name, count) in names.GroupBy(name => name).Select(group => (group.Key, group.Count())))
        {
            if (schema.Columns.All(column => column.Name != name))
            {
                problems.Add(
                    new(line, name, $"is no column here; there are {Names(schema.Columns)}", FileItem.Shown(name))
                );
            }
            else if (count > 1)
            {
                problems.Add(new(line, name, $"is there {count} times: keep one of the columns", name));
            }
        }

        problems.AddRange(
            schema
                .Columns.Where(column => !column.Optional && !names.Contains(column.Name))
                .Select(column => new ImportError(
                    line,
                    column.Name,
                    "is missing: each column must be there, its cells may be empty"
                ))
        );
        return problems.Count > 0
            ? throw new UnreadableFileException(problems)
            : [.. schema.Columns.Select(column => names.IndexOf(column.Name))];
    }

    private CsvRow Row(CsvReader csv, int[] places, List<ImportError> problems)
    {
        var line = (int)csv.LineNumber;
        var cells = new string?[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var place = places[i];
            if (place < 0 || place >= csv.FieldCount)
            {
                continue;
            }

            cells[i] = csv.GetString(place);
            if (!Utf8.IsValid(csv.GetSpan(place)))
            {
                var shown = schema.Columns[i].Kind == CellKind.Json ? null : FileItem.Shown(cells[i]);
                problems.Add(new(line, schema.Columns[i].Name, "is not UTF-8: save the file as UTF-8", shown));
            }
        }

        if (Malformed() is { } malformed)
        {
            problems.Add(new(line, "", malformed));
        }
        else if (csv.FieldCount != places.Count(place => place >= 0))
        {
            var columns = places.Count(place => place >= 0);
            problems.Add(
                new(
                    line,
                    "",
                    $"has {csv.FieldCount} cells, but there are {columns} columns: put a cell that holds a separator in quotes"
                )
            );
        }

        return new(line, cells);
    }

    private string? Malformed() =>
        _malformed switch
        {
            null => null,
            CsvMalformedReason.UnterminatedQuote => "has a quote that is never closed",
            CsvMalformedReason.TextAfterClosingQuote =>
                "has text after a closing quote: a quote inside of a cell is written twice",
            _ =>
                "has a quote in a cell that does not begin with one: put the cell in quotes, and write the quote inside of it twice",
        };

    private static string Names(IEnumerable<ImportColumn> columns) =>
        string.Join(",", columns.Select(column => column.Name));
}
