using System.Runtime.InteropServices;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Simulation.Scenarios.Written;

/// <summary>What is wrong with a scenario's file, and where.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Field">The field, as a path such as <c>steps[2].wait</c>; empty for the file as a whole.</param>
/// <param name="Message">What to mend.</param>
/// <param name="Value">What stands there; null when that is no single value.</param>
public sealed record ScenarioProblem(int Line, int Column, string Field, string Message, string? Value = null);

/// <summary>A place in a file, from 1.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Place(int Line, int Column)
{
    public static Place Of(Mark mark) => new((int)mark.Line, (int)mark.Column);
}

/// <summary>A piece of a file, with its place.</summary>
internal abstract record Node(Place At);

/// <summary>A single value; <see cref="Plain"/> when it stands without quotes, so that it may be a number, true, false or nothing.</summary>
internal sealed record Scalar(Place At, string Text, bool Plain) : Node(At)
{
    public bool Nothing => Plain && Text is "" or "~" or "null";
}

/// <summary>A list.</summary>
internal sealed record Items(Place At, IReadOnlyList<Node> All) : Node(At);

/// <summary>Keys with values, in their order; a key that is there twice is in it twice.</summary>
internal sealed record Fields(Place At, IReadOnlyList<(Scalar Key, Node Value)> All) : Node(At);

/// <summary>YAML as a tree with places. Bounded in size and depth; anchors, aliases and tags are refused.</summary>
internal static class FileTree
{
    /// <summary>The largest file, in characters.</summary>
    public const int MaxLength = 256 * 1024;

    private const int MaxNodes = 50_000;
    private const int MaxDepth = 40;

    /// <summary>The file's root; null when it cannot be read.</summary>
    public static Node? Read(string text, ICollection<ScenarioProblem> problems)
    {
        if (text.Length > MaxLength)
        {
            problems.Add(new(1, 1, "", $"the file is larger than {MaxLength / 1024} KB"));
            return null;
        }
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                problems.Add(new(1, 1, "", "the file is empty: it needs name, duration and steps"));
                return null;
            }
            parser.Consume<DocumentStart>();
            var nodes = 0;
            var root = ReadNode(parser, 0, ref nodes);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out var next))
            {
                throw new MisreadException(
                    Place.Of(parser.Current!.Start),
                    "there must be one scenario in a file, not a second after '---'"
                );
            }
            return root;
        }
        catch (MisreadException bad)
        {
            problems.Add(new(bad.At.Line, bad.At.Column, "", bad.Message));
        }
        catch (YamlException bad)
        {
            var at = Place.Of(bad.Start);
            problems.Add(new(Math.Max(1, at.Line), Math.Max(1, at.Column), "", $"is no YAML: {Sentence(bad)}"));
        }
        // The parser has defects of its own in what is badly broken.
        catch (Exception bad) when (bad is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            var at = Place.Of(parser.Current?.End ?? Mark.Empty);
            problems.Add(new(Math.Max(1, at.Line), Math.Max(1, at.Column), "", "is no YAML from here on"));
        }
        return null;
    }

    private static Node ReadNode(Parser parser, int depth, ref int nodes)
    {
        var at = Place.Of(parser.Current?.Start ?? Mark.Empty);
        if (++nodes > MaxNodes)
        {
            throw new MisreadException(at, $"the file has more than {MaxNodes} values");
        }
        if (depth > MaxDepth)
        {
            throw new MisreadException(at, $"values are nested more than {MaxDepth} deep");
        }
        if (parser.Current is AnchorAlias || parser.Current is NodeEvent { Anchor.IsEmpty: false })
        {
            throw new MisreadException(at, "anchors (&) and aliases (*) are not supported: write the value out");
        }
        if (parser.Current is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
        {
            throw new MisreadException(at, "tags (!) are not supported: leave it out");
        }
        if (parser.TryConsume<YamlDotNet.Core.Events.Scalar>(out var scalar))
        {
            return new Scalar(at, scalar.Value, scalar.Style == ScalarStyle.Plain);
        }
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var all = new List<Node>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                all.Add(ReadNode(parser, depth + 1, ref nodes));
            }
            return new Items(at, all);
        }
        parser.Consume<MappingStart>();
        var fields = new List<(Scalar, Node)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(parser, depth + 1, ref nodes);
            var value = ReadNode(parser, depth + 1, ref nodes);
            fields.Add(
                (
                    key as Scalar
                        ?? throw new MisreadException(key.At, "a key must be a name, not a list or an object"),
                    value
                )
            );
        }
        return new Fields(at, fields);
    }

    private static string Sentence(YamlException bad)
    {
        var text = bad.InnerException is YamlException inner ? inner.Message : bad.Message;
        return text.TrimEnd('.').ReplaceLineEndings(" ");
    }

    private sealed class MisreadException(Place at, string message) : Exception(message)
    {
        public Place At => at;
    }
}
