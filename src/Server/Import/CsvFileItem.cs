using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Server.Api;

namespace Server.Import;

/// <summary>A row of a CSV file.</summary>
/// <param name="Line">The line that it starts on.</param>
/// <param name="Cells">Its cells, in the order of the schema's columns; null for columns that the file is without.</param>
internal sealed record CsvRow(int Line, IReadOnlyList<string?> Cells);

/// <summary>An item of a CSV file: a row, or the rows of a charger's EVSEs.</summary>
internal sealed partial class CsvFileItem(ImportSchema schema) : FileItem
{
    private readonly List<CsvRow> _rows = [];

    // Fields that have an error of their cell's form: what their reader says about them besides is its consequence.
    private readonly HashSet<string> _misspelt = [];

    public override string DuplicateHint =>
        schema.HasEvses ? ". The rows of a charger must be one below the other" : "";

    public override string? Id => IdCell.Length == 0 ? null : CsvFormula.Unguard(IdCell);

    /// <summary>The id that its rows share, as it is in the file.</summary>
    public string IdCell => _rows[0].Cells[0] ?? "";

    /// <summary>True when a cell could not be told from its neighbours: then none of them is read.</summary>
    public bool Broken { get; set; }

    public void Add(CsvRow row) => _rows.Add(row);

    /// <summary>Reads its rows.</summary>
    /// <param name="cableOf">The cable of an EVSE of that charger that is there already, for a file without that column.</param>
    public CsvFileItem Read(Func<string, int, string?> cableOf)
    {
        if (Broken)
        {
            return this;
        }

        CompareRows();
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            WriteColumns(writer, 0, "", column => !column.OfEvse);
            if (schema.HasEvses)
            {
                writer.WriteStartArray("evses");
                for (var i = 0; i < _rows.Count; i++)
                {
                    writer.WriteStartObject();
                    WriteColumns(writer, i, $"evses[{i}].", column => column.OfEvse);
                    WriteKeptCable(writer, i, cableOf);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        SetContent(json.WrittenMemory);
        return this;
    }

    public override ImportError At(FieldError error)
    {
        if (schema.Find(error.Path) is not var (column, evse))
        {
            return new(Line, "", $"{error.Path} {error.Message}".TrimStart());
        }

        var row = _rows[Math.Min(evse, _rows.Count - 1)];
        if (column.Kind == CellKind.Json)
        {
            var key =
                error.Path == "password"
                    ? "password (key AuthorizationKey)"
                    : error.Path[column.Field.Length..].TrimStart('.');
            return new(
                row.Line,
                column.Name,
                $"{key} {error.Message}".TrimStart(),
                Shown(ConfigurationValue(error.Path))
            );
        }

        var cell = row.Cells[IndexOf(column)];
        return new(row.Line, column.Name, error.Message, cell is { Length: > 0 } ? Shown(cell) : null);
    }

    public override string NameOf(string path) => schema.Find(path)?.Column.Name ?? path;

    public override bool IsConsequence(string path) => _misspelt.Contains(path);

    private int IndexOf(ImportColumn column) =>
        schema.Columns.Select((other, i) => (other, i)).First(pair => pair.other == column).i;

    private string? ConfigurationValue(string path) =>
        schema.MayShow(path)
        && Json is { ValueKind: JsonValueKind.Object } json
        && json.TryGetProperty("configuration", out var configuration)
        && configuration.ValueKind == JsonValueKind.Object
        && configuration.TryGetProperty(path["configuration.".Length..], out var value)
            ? value.ToString()
            : null;

    /// <summary>What is the charger's must be the same in each of its rows, or be left to the first.</summary>
    private void CompareRows()
    {
        for (var i = 0; i < schema.Columns.Count; i++)
        {
            var (column, first) = (schema.Columns[i], _rows[0].Cells[i]);
            foreach (var row in column.OfEvse ? [] : _rows.Skip(1))
            {
                if (row.Cells[i] is { Length: > 0 } cell && cell != first)
                {
                    var message =
                        $"differs from line {_rows[0].Line}, the first of this charger: give it there, and the same or nothing here";
                    var value = column.Kind == CellKind.Json ? null : Shown(cell);
                    Problems.Add(new(row.Line, column.Name, message, value));
                }
            }
        }
    }

    private void WriteColumns(Utf8JsonWriter writer, int rowIndex, string path, Func<ImportColumn, bool> takes)
    {
        var row = _rows[rowIndex];
        for (var i = 0; i < schema.Columns.Count; i++)
        {
            var column = schema.Columns[i];
            if (row.Cells[i] is not { } cell || !takes(column))
            {
                continue;
            }

            switch (column.Kind)
            {
                // An empty cell takes the default.
                case CellKind.Text or CellKind.Number or CellKind.Flag when cell.Length == 0:
                    writer.WriteNull(column.Field);
                    break;
                case CellKind.Text:
                    writer.WriteString(column.Field, CsvFormula.Unguard(cell));
                    break;
                case CellKind.Number when Number().IsMatch(cell):
                    writer.WritePropertyName(column.Field);
                    writer.WriteRawValue(cell);
                    break;
                case CellKind.Number:
                    Misspelt(row, column, path, "must be a number such as 22000 or 22000.5", cell);
                    break;
                case CellKind.Flag when cell is "true" or "false":
                    writer.WriteBoolean(column.Field, cell == "true");
                    break;
                case CellKind.Flag:
                    Misspelt(row, column, path, "must be true or false", cell);
                    break;
                case CellKind.Names:
                    WriteNames(writer, column, cell);
                    break;
                // Keys of the configuration are set, and never taken away: nothing to set is nothing at all.
                case CellKind.Json when cell.Length > 0:
                    WriteObject(writer, row, column, cell);
                    break;
            }
        }
    }

    private static void WriteNames(Utf8JsonWriter writer, ImportColumn column, string cell)
    {
        writer.WriteStartArray(column.Field);
        foreach (var name in cell.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }

    private void WriteObject(Utf8JsonWriter writer, CsvRow row, ImportColumn column, string cell)
    {
        try
        {
            using var value = JsonDocument.Parse(cell);
            if (JsonText.Problem(Encoding.UTF8.GetBytes(cell)) is var (_, why))
            {
                throw new JsonException(why);
            }

            writer.WritePropertyName(column.Field);
            value.WriteTo(writer);
        }
        catch (JsonException)
        {
            // The cell may hold a password: it is not shown.
            Misspelt(row, column, "", """must be a JSON object of strings such as {"HeartbeatInterval":"60"}""", null);
        }
    }

    private void WriteKeptCable(Utf8JsonWriter writer, int rowIndex, Func<string, int, string?> cableOf)
    {
        var column = schema.Columns.First(column => column.Field == "cable");
        if (
            _rows[rowIndex].Cells[IndexOf(column)] is null
            && cableOf(CsvFormula.Unguard(IdCell), rowIndex + 1) is { } kept
        )
        {
            writer.WriteString(column.Field, kept);
        }
    }

    private void Misspelt(CsvRow row, ImportColumn column, string path, string message, string? cell)
    {
        _misspelt.Add(path + column.Field);
        Problems.Add(
            new(row.Line, column.Name, cell is null ? message : $"{message}, not '{Shown(cell)}'", Shown(cell))
        );
    }

    [GeneratedRegex(
        @"^-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Number();
}
