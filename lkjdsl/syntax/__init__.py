"""What the author wrote: texts become syntax trees and tables whose places are known."""
