namespace Server.Import;

/// <summary>
/// Cells that a spreadsheet would run: on export a cell that begins as a formula gets an apostrophe before it, and import
/// takes that one off again. Cells that begin so after apostrophes of their own get one more, so that each comes back as it
/// was.
/// </summary>
internal static class CsvFormula
{
    private const char Apostrophe = '\'';

    /// <summary>The cell to write.</summary>
    public static string Guard(string text) =>
        IsFormula(text.AsSpan().TrimStart(Apostrophe)) ? Apostrophe + text : text;

    /// <summary>The text of a cell.</summary>
    public static string Unguard(string cell) =>
        cell.StartsWith(Apostrophe) && IsFormula(cell.AsSpan().TrimStart(Apostrophe)) ? cell[1..] : cell;

    private static bool IsFormula(ReadOnlySpan<char> text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r';
}
