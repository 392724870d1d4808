using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Server.Storage;

/// <summary>The keys of Data Protection: one file each in a directory, for this user's eyes only.</summary>
internal sealed class KeyFiles(string directory) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        Directory.Exists(directory)
            ?
            [
                .. Directory
                    .EnumerateFiles(directory, "*.xml")
                    .Order(StringComparer.Ordinal)
                    .Select(Load)
                    .OfType<XElement>(),
            ]
            : [];

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(
                directory,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Whole or not at all: a key that is lost takes all it protects with it.
        var file = Path.Combine(directory, $"{friendlyName}.xml");
        var draft = $"{file}.new";
        using (var stream = new FileStream(draft, options))
        {
            element.Save(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, file, overwrite: true);
    }

    // A damaged file is a key that is gone: what it protects is told as unreadable.
    private static XElement? Load(string file)
    {
        try
        {
            return XElement.Load(file);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
